package dev.slipway.core.check;

import java.time.Instant;
import java.util.List;

/// All that was checked about a package before it may be registered.
///
/// @param model the model's name
/// @param champion the version it was compared with, such as `flight-delay:3`, or empty
public record CheckReport(String model, Instant at, String champion, List<CheckResult> results) {
  public CheckReport {
    results = List.copyOf(results);
  }

  /// The worst verdict: any failure fails, else anything insufficient is insufficient.
  public Verdict verdict() {
    Verdict worst = Verdict.PASS;
    for (CheckResult result : results) {
      if (result.verdict() == Verdict.FAIL) {
        return Verdict.FAIL;
      }
      if (result.verdict() == Verdict.INSUFFICIENT) {
        worst = Verdict.INSUFFICIENT;
      }
    }
    return worst;
  }
}
