package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.table.DataVersion;
import java.time.Duration;

/// What happens while a project is built, in order; for progress on a screen or in a log.
public sealed interface BuildEvent {
  /// A data source, the training table or the held-out table has this version.
  record DataVersioned(DataVersion version) implements BuildEvent {}

  /// @param position of the step, from 1; `steps` is how many there are
  record StageStarted(String stage, int position, int steps) implements BuildEvent {}

  record StageOutput(String stage, String line) implements BuildEvent {}

  record StageFinished(String stage, Duration took) implements BuildEvent {}

  /// Nothing that the stage depends on has changed since it last ran, and its outputs are in place.
  record StageUnchanged(String stage) implements BuildEvent {}

  /// The stage ran with the same inputs before; its outputs were taken from the cache.
  record StageRestored(String stage) implements BuildEvent {}

  record StageFailed(String stage, String reason) implements BuildEvent {}

  /// The package is ready. `unchanged` where it is the one of the build before.
  record Packaged(Digest digest, boolean unchanged) implements BuildEvent {}
}
