package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Optional;
import java.util.Set;

/// Predictors that stand in front of another and predict what it predicts.
final class Delegates {
  private Delegates() {}

  /// A search over parameters: the best estimator it found.
  static Model search(Estimator search, Frame in, Reading reading) {
    return Predictors.read(search.child("best_estimator_"), in, reading);
  }

  static Model fitted(Estimator wrapper, Frame in, Reading reading) {
    return Predictors.read(wrapper.child("estimator_"), in, reading);
  }

  /// A model that was fitted before and is not fitted again.
  static Model frozen(Estimator wrapper, Frame in, Reading reading) {
    return Predictors.read(wrapper.child("estimator"), in, reading);
  }

  /// A classifier that labelled some of its rows itself.
  static Model selfTrained(Estimator wrapper, Frame in, Reading reading) {
    String inner = wrapper.has("estimator_") ? "estimator_" : "base_estimator_";
    return Predictors.read(wrapper.child(inner), in, reading);
  }

  /// A classifier of two classes with a threshold other than one half.
  static Model threshold(Estimator wrapper, Frame in, Reading reading) {
    boolean tuned = wrapper.has("best_threshold_");
    Model model = Predictors.read(wrapper.child("estimator_"), in, reading);
    if (!(model.output() instanceof Output.Probabilities) || model.output().width() != 2) {
      throw wrapper.unsupported("estimator", wrapper.child("estimator_").name());
    }
    String method = wrapper.text("response_method", "auto");
    boolean chooses = wrapper.has("pos_label") || scorerChooses(wrapper);
    if (chooses || !Set.of("auto", "predict_proba").contains(method)) {
      throw wrapper.unsupported("response_method", method + " or with a pos_label of its own");
    }
    if (!tuned && wrapper.text("threshold", "").equals("auto")) {
      return model;
    }
    double threshold = wrapper.number(tuned ? "best_threshold_" : "threshold");
    return new Model(
        model.columns(),
        model.engine(),
        new Output.Probabilities(model.classes(), Optional.of(threshold)));
  }

  /// Whether a tuned threshold is one for a class other than the second.
  private static boolean scorerChooses(Estimator wrapper) {
    return wrapper.has("_curve_scorer")
        && wrapper.child("_curve_scorer").get("_kwargs") instanceof Pickled.Dict arguments
        && arguments.get("pos_label") != null;
  }
}
