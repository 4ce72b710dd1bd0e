package dev.slipway.core.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one check found.
///
/// @param check the name of the rule, such as `performance-against-champion`
/// @param reason one sentence for people, with the numbers that decided
/// @param numbers every number that the verdict was computed from, so that it can be recomputed
/// @param table rows of detail (a line per group, per column); the first row is the heading
public record CheckResult(
    String check,
    Verdict verdict,
    String reason,
    Map<String, Double> numbers,
    List<List<String>> table) {
  public CheckResult {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    table = table.stream().map(List::copyOf).toList();
  }

  public static CheckResult of(
      String check, Verdict verdict, String reason, Map<String, Double> numbers) {
    return new CheckResult(check, verdict, reason, numbers, List.of());
  }
}
