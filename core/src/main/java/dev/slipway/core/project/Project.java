package dev.slipway.core.project;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Task;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.table.ColumnType;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A project: a folder with a `slipway.yaml`. Paths are relative to that folder and written with `/`.
///
/// @param log what of the model's predictions is logged
public record Project(
    String name,
    Map<String, Source> data,
    Map<String, Stage> stages,
    ModelSpec model,
    Checks checks,
    ReleasePlan release,
    Monitor monitor,
    Recording log) {
  public Project {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /// A data file, or a folder of files with one schema.
  ///
  /// @param time the column that says when a row happened
  public record Source(String path, Optional<String> time, Optional<Split> split) {}

  /// How a source is divided into rows to learn from and rows held out.
  ///
  /// @param fraction the share held out, `0 < fraction < 1`: the newest by time, or drawn by seed
  /// @param train where the training rows are written; `test` likewise
  public record Split(Method method, double fraction, long seed, String train, String test) {
    public enum Method {
      TIME,
      RANDOM
    }
  }

  /// One step of a build, with the keys and the meaning of a `dvc.yaml` stage.
  ///
  /// @param params keys by file (`params.yaml` where the file is not named); an empty list of keys means
  ///     the whole file
  /// @param timeout how long it may run before it is killed
  public record Stage(
      List<String> cmd,
      String wdir,
      List<String> deps,
      Map<String, List<String>> params,
      List<Out> outs,
      List<String> metrics,
      List<String> plots,
      boolean frozen,
      boolean alwaysChanged,
      Duration timeout) {}

  /// A file or folder that a stage makes.
  ///
  /// @param cache whether a copy is kept to be restored; metrics often are not
  /// @param persist whether it is left in place before the stage runs
  public record Out(String path, boolean cache, boolean persist) {}

  /// The model that the stages make.
  ///
  /// @param path the model file or folder
  /// @param train the table it learned from, after the stages; `test` the held-out one
  /// @param positive for a binary classifier the class counted as positive, or a comparison such as `> 15`
  ///     that makes a class of a number
  /// @param threshold for a binary classifier the probability from which on the positive class is predicted
  public record ModelSpec(
      String path,
      Task task,
      String target,
      Optional<String> positive,
      Optional<Double> threshold,
      List<Feature> features,
      Optional<String> time,
      List<String> sensitive,
      String train,
      String test,
      Optional<Long> seed) {}

  /// An input of the model. The type is read from the training table where it is not declared.
  ///
  /// @param declared what is said about its values, if anything
  public record Feature(
      String name, Optional<ColumnType> type, boolean required, Optional<Declared> declared) {
    /// An input of which the training table says everything.
    public static Feature named(String name) {
      return new Feature(name, Optional.empty(), true, Optional.empty());
    }

    /// Says that a limit is about another type.
    public static String misfit(String feature, Limit limit, ColumnType type) {
      return "'model.features.%s.%s' says nothing about a column of type %s; leave it out or correct the type"
          .formatted(feature, limit.rule().label(), type.name().toLowerCase(Locale.ROOT));
    }
  }

  /// What a package must satisfy. Defaults stand in the published schema.
  ///
  /// @param metric the metric to judge by, such as `auc`, `brier`, `mae`
  /// @param minimum the least (for errors: the greatest) acceptable value, if declared
  /// @param tolerance how much worse than the champion is still accepted, in units of the metric
  /// @param calibrationError greatest expected calibration error
  /// @param fairnessRatio least ratio of selection rates (or, for regressions, of group losses)
  /// @param fairnessGap greatest difference of true or false positive rates
  /// @param robustnessDrop greatest loss of the metric when a tenth of the cells are missing
  /// @param maxModelBytes and `maxLatencyMicros`: fit to the target machine
  public record Checks(
      Optional<String> metric,
      Optional<Double> minimum,
      double tolerance,
      double calibrationError,
      double fairnessRatio,
      double fairnessGap,
      double robustnessDrop,
      long maxModelBytes,
      long maxLatencyMicros) {}

  /// What is watched in production.
  ///
  /// @param window how much traffic one look takes
  /// @param psi the population stability index above which drift matters
  /// @param columnPsi the same for single columns, where it differs
  /// @param retrain whether an alert starts a build on newer data
  public record Monitor(
      Duration window,
      long minRows,
      double psi,
      Map<String, Double> columnPsi,
      Optional<Double> minimumMetric,
      boolean retrain) {}
}
