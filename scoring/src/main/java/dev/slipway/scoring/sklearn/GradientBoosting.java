package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.tree.Forest;
import java.util.Arrays;

/// Gradient boosting of regression trees: a first guess, then the learning rate times each tree's leaf.
final class GradientBoosting {
  /// How near to 0 and 1 a first guess may come: the spacing of float32 at 1.
  private static final double NEAREST = Math.ulp(1f);

  private GradientBoosting() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Output output = ClassLabels.probabilities(model);
    boolean exponential = model.text("loss", "log_loss").equals("exponential");
    int scores = output.width() == 2 ? 1 : output.width();
    Engine engine =
        forest(model, in, scores, classBase(model, scores, exponential, reading), reading);
    Link link =
        exponential
            ? Links.BINARY_EXPONENTIAL
            : scores == 1 ? DoubleLink.BINARY_LOGISTIC : Links.LOG_SUM_EXP;
    return Model.on(in, engine.then(link), output);
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    double[] base = new double[1];
    if (hasInit(model)) {
      Estimator init = model.child("init_");
      if (!init.key().equals("dummy.DummyRegressor")) {
        throw model.unsupported("init", init.name());
      }
      base = init.doubles("constant_", 1, reading);
    }
    return Model.on(in, forest(model, in, 1, base, reading), ClassLabels.values(1));
  }

  private static double[] classBase(
      Estimator model, int scores, boolean exponential, Reading reading) {
    double[] base = new double[scores];
    if (!hasInit(model)) {
      return base;
    }
    Estimator init = model.child("init_");
    if (!init.key().equals("dummy.DummyClassifier")
        || !init.text("strategy", "prior").equals("prior")) {
      throw model.unsupported("init", init.name());
    }
    double[] prior = init.doubles("class_prior_", scores == 1 ? 2 : scores, reading);
    double[] clipped =
        Arrays.stream(prior).map(p -> Math.min(Math.max(p, NEAREST), 1 - NEAREST)).toArray();
    for (int i = 0; i < scores; i++) {
      double p = clipped[scores == 1 ? 1 : i];
      double odds = Math.log(p / (1 - p));
      base[i] = scores > 1 ? Math.log(p) : exponential ? 0.5 * odds : odds;
    }
    return base;
  }

  /// Without an init, which older versions write as the word `zero`, boosting starts from 0.
  private static boolean hasInit(Estimator model) {
    return model.has("init_") && !model.text("init_", "").equals("zero");
  }

  private static Engine forest(
      Estimator model, Frame in, int scores, double[] base, Reading reading) {
    NumpyArray stages = model.array("estimators_");
    if (stages.length(1) != scores) {
      throw Refusal.corrupt(
          "%s has %d trees a stage for %d scores"
              .formatted(model.name(), stages.length(1), scores));
    }
    double rate = model.number("learning_rate");
    Forest.Builder forest = Forest.builder(in.width(), scores).base(base);
    for (int i = 0; i < stages.size(); i++) {
      TreeArrays arrays = TreeArrays.of(Estimator.require(stages.object(i), "a tree"), reading);
      forest.add(arrays.addend(i % scores, rate));
    }
    in.require(reading.inputs());
    return forest.build().compile();
  }
}
