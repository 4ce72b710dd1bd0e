package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.column.ColumnScorer;
import dev.slipway.scoring.column.Stage;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import dev.slipway.scoring.pickle.PickleFile;
import java.util.List;

/// Fitted scikit-learn estimators in pickle and joblib files, compiled without Python.
public final class SklearnFormat implements ModelFormat {
  @Override
  public String name() {
    return "sklearn";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    return !file.isFolder() && PickleFile.recognizes(file.head());
  }

  @Override
  public Scorer load(ModelFile file) {
    return compile(PickleFile.read(file.bytes()));
  }

  @Override
  public Inspection inspect(ModelFile file) {
    return PickleInspection.of(name(), PickleFile.read(file.bytes()));
  }

  static Scorer compile(PickleFile pickle) {
    Estimator root = Estimator.of(pickle.root());
    if (root == null) {
      throw Refusal.unsupported(
          "the pickle holds no estimator but " + Outline.described(pickle.root()));
    }
    if (!Predictors.knows(root) && !Transformers.knows(root)) {
      throw Refusal.unsupported("the model %s is not supported".formatted(root.type()));
    }
    Inputs inputs = FeatureNames.inputs(root);
    Model model = read(root, inputs, pickle.length());
    if (inputs.haveText()) {
      // Now that text inputs are known, columns that only pass through carry text as well.
      model = read(root, inputs, pickle.length());
    }
    ColumnOperation columns = model.columns();
    return new ColumnScorer(
        new Signature(inputs.fields(), model.output()),
        "sklearn",
        columns == null ? List.of() : List.of(Stage.of(columns)),
        model.engine());
  }

  private static Model read(Estimator root, Inputs inputs, long length) {
    Frame frame = Frame.of(inputs);
    Reading reading = new Reading(length, inputs);
    return Composition.predicts(root)
        ? Predictors.read(root, frame, reading)
        : Transformers.root(root, frame, reading);
  }
}
