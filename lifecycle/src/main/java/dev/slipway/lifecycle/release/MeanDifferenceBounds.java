package dev.slipway.lifecycle.release;

/// Where the difference of two means lies, valid however often one looks once each arm has a few hundred
/// values: a normal-mixture confidence sequence in terms of information, the inverse of the estimate's
/// variance. (Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence
/// sequences", Annals of Statistics 52, 2024.)
record MeanDifferenceBounds(double difference, double low, double high) {
  /// @param planned the half-width that matters: the sequence is narrowest where it is about as wide
  static MeanDifferenceBounds of(
      Evidence.Losses candidate, Evidence.Losses baseline, double planned, double alpha) {
    double difference = candidate.mean() - baseline.mean();
    double variance =
        candidate.variance() / candidate.count() + baseline.variance() / baseline.count();
    double half = variance == 0 ? 0 : halfWidth(1 / variance, planned, alpha);
    return new MeanDifferenceBounds(difference, difference - half, difference + half);
  }

  private static double halfWidth(double information, double planned, double alpha) {
    double spread = -2 * Math.log(alpha);
    double narrowest = Math.log(1 + spread) + spread;
    double plannedInformation = narrowest / (planned * planned);
    double rho = plannedInformation / narrowest;
    double sum = information + rho;
    return Math.sqrt(sum * (Math.log(sum / rho) + spread)) / information;
  }
}
