package dev.slipway.core.watch;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.List;

/// How the traffic that a version answered in a span of time differs from the rows it learned from.
///
/// @param rows answered requests in the span
/// @param minRows fewer rows than this give no verdict
/// @param columns every input of the model, then its score under the name [#SCORE], in that order
/// @param eValue the importance-weighted mean of the columns' e-values: evidence that the inputs as a
///     whole have drifted, comparable with `1 / alpha`
/// @param alpha the chance of a false alarm that the columns were named with
public record DriftReport(
    String endpoint,
    Environment environment,
    VersionId version,
    Instant from,
    Instant to,
    long rows,
    long minRows,
    double eValue,
    double alpha,
    List<ColumnDrift> columns) {
  /// The name under which the model's own score stands among the columns.
  public static final String SCORE = "(score)";

  public DriftReport {
    columns = List.copyOf(columns);
  }

  /// The columns that drifted, strongest first.
  public List<ColumnDrift> drifted() {
    return columns.stream()
        .filter(c -> c.state() == ColumnDrift.State.DRIFTED)
        .sorted((a, b) -> Double.compare(b.psi(), a.psi()))
        .toList();
  }

  public boolean hasDrifted() {
    return columns.stream().anyMatch(c -> c.state() == ColumnDrift.State.DRIFTED);
  }
}
