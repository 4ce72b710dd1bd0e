package dev.slipway.server.api;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.content.Digest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.registry.ModelVersion;
import java.util.Map;
import java.util.Optional;

/// A version with what its package says of it. The profile and the golden rows are left to the package's
/// files, since they are long.
record VersionView(
    ModelVersion version,
    Task task,
    Signature signature,
    ModelPackage.Target target,
    Map<String, Double> metrics,
    Lineage lineage,
    BuildEnvironment environment,
    Map<String, Digest> files,
    Optional<CheckReport> report) {
  static VersionView of(ModelVersion version, ModelPackage contents, Optional<CheckReport> report) {
    return new VersionView(
        version,
        contents.task(),
        contents.signature(),
        contents.target(),
        contents.metrics(),
        contents.lineage(),
        contents.environment(),
        contents.files(),
        report);
  }
}
