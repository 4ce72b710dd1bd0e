package dev.slipway.scoring.pmml;

import java.util.List;

/// A model with the steps before it, what its target does to the result, and the outputs that later models
/// read.
final class Prepared implements PmmlModel {
  private final Frame.Step[] before;
  private final PmmlModel model;
  private final TargetRule target;
  private final Outputs outputs;

  Prepared(List<Frame.Step> before, PmmlModel model, TargetRule target, Outputs outputs) {
    this.before = before.toArray(Frame.Step[]::new);
    this.model = model;
    this.target = target;
    this.outputs = outputs;
  }

  /// Whether the model is all there is.
  boolean plain() {
    return before.length == 0 && target.nothing() && outputs.isEmpty();
  }

  PmmlModel model() {
    return model;
  }

  Outputs outputs() {
    return outputs;
  }

  @Override
  public int at() {
    return model.at();
  }

  @Override
  public int width() {
    return model.width();
  }

  @Override
  public void evaluate(Frame frame) {
    boolean invalidBefore = frame.invalid;
    frame.invalid = false;
    for (Frame.Step step : before) {
      step.run(frame);
    }
    if (!frame.invalid) {
      model.evaluate(frame);
    }
    if (frame.invalid) {
      frame.fill(at(), width(), Double.NaN);
    } else {
      target.apply(frame, at());
    }
    frame.invalid = invalidBefore;
    outputs.fill(frame);
  }
}
