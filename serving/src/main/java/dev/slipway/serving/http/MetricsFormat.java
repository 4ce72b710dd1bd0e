package dev.slipway.serving.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import org.jspecify.annotations.Nullable;

/// How metrics are written.
enum MetricsFormat {
  PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final Header header;

  MetricsFormat(String type) {
    this.header = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type);
  }

  /// OpenMetrics for those who name it, as Prometheus itself does.
  static MetricsFormat accepted(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text")
        ? OPEN_METRICS
        : PROMETHEUS;
  }

  Header header() {
    return header;
  }
}
