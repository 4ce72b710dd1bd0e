package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.project.Project.Out;
import java.util.List;
import java.util.Map;

/// One cached piece of work of a build: a split, or a stage.
interface Step {
  String name();

  /// The digest of everything that decides what the step makes.
  Digest key(ContentDigests digests);

  List<Out> outs();

  Rerun rerun();

  /// Makes the outputs and returns notes to remember.
  Map<String, String> run();

  /// When a step runs.
  enum Rerun {
    WHEN_CHANGED,
    ALWAYS,
    NEVER
  }
}
