package dev.slipway.scoring.feature;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.column.Stage;

/// A model behind its feature plan: takes the raw columns.
final class FeatureScorer implements Scorer {
  private final Signature signature;
  private final Stage stage;
  private final Scorer model;

  FeatureScorer(FeaturePlan plan, Scorer model) {
    Output output = plan.output().orElse(model.signature().output());
    int inputs = model.signature().inputs().size();
    if (inputs != plan.width()) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_MODEL,
          "%s makes %d columns, but the model reads %d; write the plan that the model was trained with"
              .formatted(FeaturePlan.FILE, plan.width(), inputs));
    }
    if (output.width() != model.signature().output().width()) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_MODEL,
          "%s names %d outputs, but the model has %d; write the plan that the model was trained with"
              .formatted(FeaturePlan.FILE, output.width(), model.signature().output().width()));
    }
    this.signature = new Signature(plan.inputs(), output);
    this.stage = plan.stage();
    this.model = model;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public String format() {
    return model.format();
  }

  @Override
  public void score(Rows rows, double[] out) {
    model.score(stage.apply(rows), out);
  }

  @Override
  public boolean ready() {
    return model.ready();
  }

  @Override
  public void close() {
    model.close();
  }
}
