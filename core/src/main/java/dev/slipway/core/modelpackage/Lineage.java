package dev.slipway.core.modelpackage;

import dev.slipway.core.table.DataVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where a package came from: enough to build it again.
///
/// @param builtBy the git author if there is one, else the user of the machine
/// @param commit the git commit, empty outside a repository
/// @param dirty whether tracked files differed from the commit
/// @param data every data version that the build read, the training split among them
/// @param params every parameter that a stage declared, by dotted name
/// @param stages the command of each stage, in the order they ran
/// @param seed the random seed, if the project declares one
public record Lineage(
    String builtBy,
    Instant builtAt,
    Optional<String> commit,
    boolean dirty,
    String project,
    List<DataVersion> data,
    Optional<SplitRecord> split,
    Map<String, String> params,
    Map<String, String> stages,
    Optional<Long> seed) {
  public Lineage {
    data = List.copyOf(data);
    params = Collections.unmodifiableMap(new TreeMap<>(params));
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }

  /// How the data was divided.
  ///
  /// @param method `time` or `random`
  /// @param boundary the first time that is test data, or the fraction held out
  public record SplitRecord(String method, String boundary, long trainRows, long testRows) {}
}
