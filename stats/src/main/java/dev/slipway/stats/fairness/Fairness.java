package dev.slipway.stats.fairness;

import java.util.List;

/// What [FairnessGate] found.
///
/// @param reference the group that the others were compared with; empty where none could be
/// @param notAssessable groups with too few positive or negative rows for any statement
public record Fairness(
    Disparity.Verdict verdict,
    String reference,
    List<Disparity> disparities,
    List<String> notAssessable) {
  public Fairness {
    disparities = List.copyOf(disparities);
    notAssessable = List.copyOf(notAssessable);
  }
}
