package dev.slipway.lifecycle.check;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.project.Project.Checks;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.lifecycle.evaluation.Evaluator;
import dev.slipway.lifecycle.evaluation.Metric;
import java.nio.file.Path;
import java.util.Optional;

/// A package under examination, with everything that the rules look at.
///
/// @param folder of the package
/// @param evaluation of its model on the held-out rows
/// @param champion the version that it would replace, scored on the same rows
record Candidate(
    ModelPackage contents,
    Path folder,
    Evaluator evaluator,
    Table heldOut,
    Evaluation evaluation,
    Checks spec,
    Optional<Metric> metric,
    Optional<Champion> champion) {

  /// @param version such as `flight-delay:3`
  /// @param evaluation empty where the champion cannot score these rows, for the reason given
  record Champion(
      String version, ModelPackage contents, Optional<Evaluation> evaluation, String reason) {}

  static Candidate of(
      ModelPackage contents,
      Path folder,
      Evaluator evaluator,
      Table heldOut,
      Checks spec,
      Optional<Champion> champion) {
    Optional<Metric> metric = Metric.chosen(spec.metric(), contents.task());
    Evaluation evaluation = evaluator.evaluate(heldOut);
    metric
        .filter(m -> !m.fits(evaluation))
        .ifPresent(m -> {
          throw new SlipwayException(
              ErrorCode.INVALID_PROJECT,
              "the metric '%s' does not fit this model's task and output; choose another in 'checks.metric'"
                  .formatted(m.key()));
        });
    return new Candidate(contents, folder, evaluator, heldOut, evaluation, spec, metric, champion);
  }
}
