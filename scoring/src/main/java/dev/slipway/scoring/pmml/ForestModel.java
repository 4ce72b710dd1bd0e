package dev.slipway.scoring.pmml;

import dev.slipway.scoring.engine.Engine;

/// Trees on the tree engine.
///
/// @param cells the number that each feature of the engine is
/// @param knowsMissing whether the engine gives the document's result for missing values too
/// @param original the same trees node by node, for rows with missing values where it does not
record ForestModel(
    int at, int width, int[] cells, Engine engine, boolean knowsMissing, PmmlModel original)
    implements PmmlModel {
  @Override
  public void evaluate(Frame frame) {
    double[] row = new double[cells.length];
    if (!fill(frame, row, 0)) {
      original.evaluate(frame);
      return;
    }
    double[] out = new double[width];
    engine.score(row, 1, out);
    if (Double.isNaN(out[0])) {
      // A tree has no result: what that means is for the document to say.
      original.evaluate(frame);
      return;
    }
    System.arraycopy(out, 0, frame.numbers, at, width);
  }

  /// Copies the features of a row, and says whether the engine may score it.
  boolean fill(Frame frame, double[] matrix, int from) {
    boolean missing = false;
    for (int i = 0; i < cells.length; i++) {
      double value = frame.numbers[cells[i]];
      missing |= Double.isNaN(value);
      matrix[from + i] = value;
    }
    return !missing || knowsMissing;
  }
}
