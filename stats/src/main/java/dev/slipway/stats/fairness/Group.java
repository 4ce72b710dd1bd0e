package dev.slipway.stats.fairness;

import dev.slipway.stats.interval.Rate;
import dev.slipway.stats.metric.Confusion;

/// How a binary classifier did for one group of rows.
public record Group(String name, Confusion confusion) {
  Rate selected() {
    return new Rate(confusion.truePositives() + confusion.falsePositives(), confusion.total());
  }

  Rate truePositives() {
    return new Rate(
        confusion.truePositives(), confusion.truePositives() + confusion.falseNegatives());
  }

  Rate falsePositives() {
    return new Rate(
        confusion.falsePositives(), confusion.falsePositives() + confusion.trueNegatives());
  }

  /// Whether it has enough positive and enough negative rows.
  boolean assessable(long least) {
    return truePositives().trials() >= least && falsePositives().trials() >= least;
  }
}
