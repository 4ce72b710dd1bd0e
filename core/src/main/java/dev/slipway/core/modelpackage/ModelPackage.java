package dev.slipway.core.modelpackage;

import dev.slipway.core.content.Digest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.recording.Recording;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A model and everything needed to judge, serve, watch and rebuild it, as one folder:
///
/// ```
/// package/
///   package.json      name, task, digest of every other file: its SHA-256 is the package's digest
///   MLmodel           the same folder is an MLflow model
///   model/            the model file(s) as the build made them
///   signature.json    inputs, output
///   profile.json      the training profile (canonical)
///   golden.json       rows with the outputs they must give
///   metrics.json      held-out metrics
///   lineage.json      who, when, which commit, data, split, parameters, seed, command
///   environment.json  JDK, operating system, libraries
///   recording.json    what of its predictions is logged, where that is not everything
///   report.json, report.md, report.html   the check report, once checked
///   README.md         the model card
/// ```
///
/// @param files every file but `package.json`, by path with `/`, with its digest
/// @param modelPath the model file or folder inside the package, such as `model/model.ubj`
public record ModelPackage(
    String name,
    Task task,
    String modelPath,
    Signature signature,
    Target target,
    Optional<Profile> profile,
    GoldenRows golden,
    Map<String, Double> metrics,
    Lineage lineage,
    BuildEnvironment environment,
    Recording recording,
    SortedMap<String, Digest> files) {
  /// A package whose predictions are logged whole.
  public ModelPackage(
      String name,
      Task task,
      String modelPath,
      Signature signature,
      Target target,
      Optional<Profile> profile,
      GoldenRows golden,
      Map<String, Double> metrics,
      Lineage lineage,
      BuildEnvironment environment,
      SortedMap<String, Digest> files) {
    this(
        name,
        task,
        modelPath,
        signature,
        target,
        profile,
        golden,
        metrics,
        lineage,
        environment,
        Recording.EVERYTHING,
        files);
  }

  public ModelPackage {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /// The column that the model predicts and how the platform reads it back from feedback.
  ///
  /// @param column the target's name in the training data
  /// @param positive for a binary classifier the class counted as positive, else empty
  /// @param importance of each input for the model's score, summing to 1; empty where unknown
  /// @param sensitive columns that fairness is reported by
  /// @param time the column that says when a row happened, if any
  public record Target(
      String column,
      Optional<String> positive,
      Map<String, Double> importance,
      List<String> sensitive,
      Optional<String> time) {
    public Target {
      importance = Map.copyOf(importance);
      sensitive = List.copyOf(sensitive);
    }
  }
}
