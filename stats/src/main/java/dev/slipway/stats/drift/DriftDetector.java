package dev.slipway.stats.drift;

/// Evidence of drift accumulated over windows: the Shiryaev-Roberts e-detector `M = (1 + M) e`, and
/// beside it `C = max(1, C) e`, which restarts where the drift began.
///
/// An alarm at `M >= A` comes by chance at most once in `A` windows on average. A value: each window gives
/// the next one. (Shin, Ramdas and Rinaldo, "E-detectors", New England Journal of Statistics in Data
/// Science 2, 2024.)
///
/// @param evidence M
/// @param cusum C
/// @param windows how many windows were seen
/// @param since how many windows ago `cusum` last restarted: where the drift began, if there is one
public record DriftDetector(double evidence, double cusum, long windows, long since) {
  public static final DriftDetector START = new DriftDetector(0, 1, 0, 0);
  public static final double DEFAULT_THRESHOLD = 1_000;
  private static final double CEILING = 1e300;

  /// @param eValue the window's
  public DriftDetector next(double eValue) {
    boolean restarts = cusum <= 1;
    return new DriftDetector(
        Math.min(CEILING, (1 + evidence) * eValue),
        Math.min(CEILING, Math.max(1, cusum) * eValue),
        windows + 1,
        restarts ? 1 : since + 1);
  }

  public boolean alarm(double threshold) {
    return evidence >= threshold;
  }
}
