package dev.slipway.lifecycle.release;

import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.lifecycle.outcome.Judged;
import dev.slipway.lifecycle.outcome.OutcomeReader;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.time.Instant;

/// Reads a step's evidence from the prediction log. It keeps nothing: the same log gives the same
/// evidence, in whatever process, which is why a release survives a restart without losing a request.
public final class EvidenceReader {
  private final PredictionLog predictions;
  private final PackagedModels models;

  public EvidenceReader(PredictionLog predictions, PackagedModels models) {
    this.predictions = predictions;
    this.models = models;
  }

  /// Everything that was asked since the release's step began and before `now`.
  public Evidence read(Release release, Instant now) {
    VersionId baseline = release.baseline().orElseThrow();
    ArmCounter first = new ArmCounter(baseline, models.outcomes(baseline));
    ArmCounter second = new ArmCounter(release.candidate(), models.outcomes(release.candidate()));
    predictions.flush();
    predictions.scan(
        release.endpoint(),
        release.environment(),
        release.stepStartedAt(),
        now,
        record -> {
          first.add(record);
          second.add(record);
        });
    predictions.scanOutcomes(
        release.endpoint(),
        release.environment(),
        release.stepStartedAt(),
        now,
        outcome -> {
          first.add(outcome);
          second.add(outcome);
        });
    return new Evidence(first.arm(), second.arm());
  }

  private static final class ArmCounter {
    private final VersionId version;
    private final OutcomeReader reader;
    private final long[] buckets = new long[LatencyHistogram.BUCKETS];
    private long nanos;
    private long requests;
    private long errors;
    private long labelled;
    private double lossSum;
    private double lossSquares;

    ArmCounter(VersionId version, OutcomeReader reader) {
      this.version = version;
      this.reader = reader;
    }

    void add(PredictionRecord record) {
      if (!counts(record)) {
        return;
      }
      requests++;
      if (record.error().isPresent()) {
        errors++;
      } else {
        buckets[LatencyHistogram.bucketOf(record.nanos())]++;
        nanos += record.nanos();
      }
    }

    void add(Outcome outcome) {
      if (!counts(outcome.prediction()) || outcome.prediction().error().isPresent()) {
        return;
      }
      reader
          .judge(outcome.prediction().scores(), outcome.label())
          .map(Judged::loss)
          .filter(Double::isFinite)
          .ifPresent(loss -> {
            labelled++;
            lossSum += loss;
            lossSquares += loss * loss;
          });
    }

    private boolean counts(PredictionRecord record) {
      if (!record.version().equals(version)) {
        return false;
      }
      return switch (record.role()) {
        case PRIMARY, CANARY, ARM -> true;
        case SHADOW -> false;
      };
    }

    Evidence.Arm arm() {
      return new Evidence.Arm(
          requests,
          errors,
          LatencyHistogram.of(buckets, nanos),
          new Evidence.Losses(labelled, lossSum, lossSquares));
    }
  }
}
