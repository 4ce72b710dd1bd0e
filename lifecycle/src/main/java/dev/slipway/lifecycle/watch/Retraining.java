package dev.slipway.lifecycle.watch;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.table.TableFiles;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Answers an alert with a build on newer data: all labelled traffic of the endpoint is written as a table,
/// and the model's project is built with it. The result waits for a person. Thread-safe; each retraining
/// has a virtual thread of its own, and an endpoint at most one at a time.
///
/// The alert is `RETRAINING` meanwhile and `ANSWERED` afterwards, which starts no other. After a crash it
/// still is `RETRAINING`, and the next look starts over: the table is written whole or not at all, and the
/// same build registers the same version.
public final class Retraining {
  private static final System.Logger LOG = System.getLogger(Retraining.class.getName());

  private final PredictionLog predictions;
  private final PackagedModels models;
  private final TableFiles tables;
  private final ProjectBuilds builds;
  private final Alerts alerts;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Path folder;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /// @param folder where the tables are written, one file an endpoint
  public Retraining(
      PredictionLog predictions,
      PackagedModels models,
      TableFiles tables,
      ProjectBuilds builds,
      Alerts alerts,
      AuditLog audit,
      InstantSource clock,
      Path folder) {
    this.predictions = predictions;
    this.models = models;
    this.tables = tables;
    this.builds = builds;
    this.alerts = alerts;
    this.audit = audit;
    this.clock = clock;
    this.folder = folder;
  }

  /// Starts unless one runs for the alert's endpoint, and says whether it did.
  public boolean start(Alert alert, WatchPlan plan) {
    if (!busy.add(alert.endpoint())) {
      return false;
    }
    Thread.ofVirtual()
        .name("retraining-" + alert.endpoint())
        .start(() -> {
          try {
            run(alert, plan);
          } finally {
            busy.remove(alert.endpoint());
          }
        });
    return true;
  }

  private void run(Alert alert, WatchPlan plan) {
    VersionId watched = VersionId.parse(alert.version());
    try {
      alerts.save(alert.with(Alert.State.RETRAINING));
      LabelledTraffic traffic = labelled(alert, models.of(watched));
      if (traffic.size() < plan.monitor().minRows()) {
        throw new SlipwayException(
            ErrorCode.INVALID_DATA,
            "%d labelled predictions with all their inputs in the log are too few to learn from; %d are needed: send more feedback, and see what the project's 'log' leaves out"
                .formatted(traffic.size(), plan.monitor().minRows()));
      }
      Path file = folder.resolve(alert.endpoint() + ".parquet");
      tables.write(traffic.table(), file);
      Map<String, String> details = new LinkedHashMap<>();
      details.put("rows", Integer.toString(traffic.size()));
      record("retraining.started", alert, alert.reason(), details);
      VersionId made = builds.rebuild(watched.model(), file, "retrained: " + alert.reason());
      details.put("version", made.toString());
      record("retraining.finished", alert, made + " waits for approval", details);
      alerts.save(alert.with(Alert.State.ANSWERED));
    } catch (SlipwayException e) {
      fail(alert, e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "retraining of " + alert.endpoint() + " failed", e);
      fail(alert, "the build failed unexpectedly; the server's log says how");
    }
  }

  private LabelledTraffic labelled(Alert alert, ModelPackage contents) {
    LabelledTraffic traffic = new LabelledTraffic(contents);
    predictions.flush();
    predictions.scanOutcomes(
        alert.endpoint(),
        alert.environment(),
        Instant.EPOCH,
        clock.instant(),
        outcome -> {
          VersionId version = outcome.prediction().version();
          if (models
              .of(version)
              .signature()
              .inputSchema()
              .equals(contents.signature().inputSchema())) {
            traffic.add(outcome);
          }
        });
    return traffic;
  }

  private void fail(Alert alert, String why) {
    record("retraining.failed", alert, why, Map.of());
    alerts.save(alert.with(Alert.State.OPEN));
  }

  private void record(String action, Alert alert, String reason, Map<String, String> details) {
    Map<String, String> all = new LinkedHashMap<>(details);
    all.put("alert", alert.id());
    all.put("endpoint", alert.endpoint());
    audit.append(clock.instant(), "watch", action, alert.version(), reason, all);
  }
}
