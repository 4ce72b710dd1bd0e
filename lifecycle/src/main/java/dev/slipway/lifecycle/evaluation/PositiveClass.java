package dev.slipway.lifecycle.evaluation;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.modelpackage.ModelPackage.Target;
import dev.slipway.core.project.Truth;

/// The class of a binary classifier that counts as positive: the declared one, `true` of a comparison,
/// else the model's second class.
///
/// @param index of the class in the model's own order
record PositiveClass(int index, Truth truth, String name) {
  static PositiveClass of(Output output, Target target) {
    Classes classes = classes(output);
    if (classes.size() != 2) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the model has %d classes; a binary classification needs 2".formatted(classes.size()));
    }
    if (target.positive().isEmpty()) {
      return new PositiveClass(1, new Truth(classes.label(1)), classes.label(1));
    }
    String declared = target.positive().get();
    Truth truth = new Truth(declared);
    if (truth.isComparison()) {
      return new PositiveClass(1, truth, declared);
    }
    for (int i = 0; i < classes.size(); i++) {
      if (truth.isPositive(classes.label(i))) {
        return new PositiveClass(i, truth, declared);
      }
    }
    // The model numbers its classes although the target names them.
    return new PositiveClass(1, truth, declared);
  }

  /// The score of the positive class in a row whose scores start at `at`.
  double score(Output output, double[] scores, int at) {
    return switch (output) {
      case Output.Probabilities _ -> scores[at + index];
      case Output.Decision _ -> index == 1 ? scores[at] : -scores[at];
      case Output.Label _ -> scores[at] == index ? 1 : 0;
      case Output.Values _ -> scores[at];
    };
  }

  static Classes classes(Output output) {
    return switch (output) {
      case Output.Probabilities p -> p.classes();
      case Output.Decision d -> d.classes();
      case Output.Label l -> l.classes();
      case Output.Values _ ->
          throw new SlipwayException(
              ErrorCode.INVALID_DATA,
              "the model gives numbers, not classes; set 'task: regression' or train a classifier");
    };
  }
}
