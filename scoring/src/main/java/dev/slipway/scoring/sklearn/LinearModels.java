package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.linear.LinearEngine;
import java.util.Arrays;

/// Predictors that are weighted sums, with or without a link behind them.
final class LinearModels {
  private LinearModels() {}

  static Model regression(Estimator model, Frame in, Reading reading) {
    Engine engine = weights(model, in, reading);
    return Model.on(in, engine, ClassLabels.values(engine.outputs()));
  }

  static Model logLinear(Estimator model, Frame in, Reading reading) {
    Engine engine = weights(model, in, reading);
    return Model.on(in, engine.then(DoubleLink.EXP), ClassLabels.values(engine.outputs()));
  }

  static Model tweedie(Estimator model, Frame in, Reading reading) {
    String link = model.text("link", "auto");
    boolean identity =
        link.equals("identity") || (link.equals("auto") && model.number("power", 0) <= 0);
    return identity ? regression(model, in, reading) : logLinear(model, in, reading);
  }

  static Model logistic(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    String multi = model.text("multi_class", "auto");
    boolean separate =
        multi.equals("ovr")
            || multi.equals("warn")
            || (!multi.equals("multinomial")
                && (classes.size() <= 2 || model.text("solver", "").equals("liblinear")));
    Engine scores = weights(model, in, reading);
    boolean binary = scores.outputs() == 1 && classes.size() == 2;
    Link link =
        binary
            ? separate ? DoubleLink.BINARY_LOGISTIC : Links.SYMMETRIC_SOFTMAX
            : separate ? DoubleLink.NORMALIZED_LOGISTIC : DoubleLink.SOFTMAX;
    return Model.on(in, scores, link, classes);
  }

  /// Linear discriminant analysis, whose weights are those of a logistic regression.
  static Model discriminant(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    return Model.on(
        in,
        weights(model, in, reading),
        classes.size() == 2 ? DoubleLink.BINARY_LOGISTIC : DoubleLink.SOFTMAX,
        classes);
  }

  static Model stochastic(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    String loss = model.text("loss", "hinge");
    Link link =
        switch (loss) {
          case "modified_huber" ->
              classes.size() == 2 ? Links.BINARY_HUBER : Links.NORMALIZED_HUBER;
          case "log_loss", "log" ->
              classes.size() == 2 ? DoubleLink.BINARY_LOGISTIC : DoubleLink.NORMALIZED_LOGISTIC;
          default -> null;
        };
    return link == null
        ? decision(model, in, reading)
        : Model.on(in, weights(model, in, reading), link, classes);
  }

  static Model decision(Estimator model, Frame in, Reading reading) {
    // Ridge classifiers keep their classes in the binarizer of their targets.
    Estimator labelled = model.has("_label_binarizer") ? model.child("_label_binarizer") : model;
    return Model.on(in, weights(model, in, reading), new Output.Decision(ClassLabels.of(labelled)));
  }

  private static Engine weights(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    double[][] coefficients = model.matrix("coef_", reading);
    if (coefficients.length == 0 || coefficients[0].length == 0) {
      throw Refusal.corrupt("%s has no coefficients".formatted(model.name()));
    }
    in.expect(coefficients[0].length, model);
    double[] intercepts = new double[coefficients.length];
    if (Scalars.number(model.get("intercept_")) instanceof Double all) {
      Arrays.fill(intercepts, all);
    } else if (model.has("intercept_")) {
      intercepts = model.doubles("intercept_", coefficients.length, reading);
    }
    return new LinearEngine(coefficients, intercepts);
  }
}
