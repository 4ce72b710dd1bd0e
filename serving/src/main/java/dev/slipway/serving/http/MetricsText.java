package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.serving.plane.Admission;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.traffic.Totals;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The metrics of the data plane and its process, in Prometheus' text format 0.0.4 or as OpenMetrics 1.0.
final class MetricsText {
  private static final String TOTAL = "_total";

  private final StringBuilder out = new StringBuilder(8192);
  private final MetricsFormat format;

  private MetricsText(MetricsFormat format) {
    this.format = format;
  }

  static String of(ServingPlane plane, List<Measure> measures, MetricsFormat format) {
    MetricsText text = new MetricsText(format);
    text.traffic(plane.book().totals());
    text.refused(plane.refusals().counts());
    text.value("slipway_requests_in_flight", "gauge", "Requests being answered.", plane.inFlight());
    text.admission(plane.admission());
    text.value(
        "slipway_prediction_log_dropped_total",
        "counter",
        "Predictions that the full log dropped.",
        plane.logDropped());
    text.value(
        "slipway_shadow_dropped_total",
        "counter",
        "Requests that no shadow scored because too many waited.",
        plane.shadowsDropped());
    text.value("slipway_ready", "gauge", "1 where requests are welcome.", plane.ready() ? 1 : 0);
    for (Measure measure : measures) {
      text.measure(measure);
    }
    ProcessMetrics.write(text);
    if (format == MetricsFormat.OPEN_METRICS) {
      text.out.append("# EOF\n");
    }
    return text.out.toString();
  }

  private void refused(Map<ErrorCode, Long> counts) {
    head("slipway_refused_total", "counter", "Requests that no version saw, by cause.");
    counts.forEach(
        (code, count) -> sample("slipway_refused_total", "code=\"" + code.name() + "\"", count));
  }

  private void measure(Measure measure) {
    head(measure.name(), measure.kind().label(), measure.help());
    for (Measure.Reading reading : measure.readings()) {
      long value = reading.value().getAsLong();
      if (reading.label().isEmpty()) {
        out.append(measure.name()).append(' ').append(value).append('\n');
      } else {
        sample(
            measure.name(), "%s=\"%s\"".formatted(reading.label(), escaped(reading.of())), value);
      }
    }
  }

  private void admission(Admission admission) {
    head("slipway_shed_total", "counter", "Requests turned away for the load, by cause.");
    for (Admission.Cause cause : Admission.Cause.values()) {
      String label = "cause=\"" + cause.name().toLowerCase(Locale.ROOT) + "\"";
      sample("slipway_shed_total", label, admission.shed(cause));
    }
    value(
        "slipway_overloaded",
        "gauge",
        "1 while requests come faster than they are answered, so that some are turned away.",
        admission.overloaded() ? 1 : 0);
    value(
        "slipway_waiting_requests",
        "gauge",
        "Requests that wait for a processor.",
        admission.waiting());
    value(
        "slipway_body_bytes",
        "gauge",
        "Memory of large bodies being read or answered.",
        admission.bodyBytes());
  }

  private void traffic(List<Totals> all) {
    head("slipway_requests_total", "counter", "Requests by endpoint, version and outcome.");
    for (Totals t : all) {
      sample("slipway_requests_total", labels(t) + ",code=\"OK\"", t.answered());
      t.failed()
          .forEach((code, count) ->
              sample("slipway_requests_total", labels(t) + ",code=\"" + code.name() + "\"", count));
    }
    head("slipway_predictions_total", "counter", "Rows predicted.");
    all.forEach(t -> sample("slipway_predictions_total", labels(t), t.rows()));
    head(
        "slipway_request_duration_seconds",
        "histogram",
        "From the request read to the reply ready.");
    all.forEach(this::histogram);
    head("slipway_variant_in_flight", "gauge", "Requests being answered, by version.");
    all.forEach(t -> sample("slipway_variant_in_flight", labels(t), t.inFlight()));
    TritonMetrics.write(this, all);
  }

  /// One bucket a doubling, from 1 µs up; each is an exact sum of the finer ones.
  private void histogram(Totals t) {
    String name = "slipway_request_duration_seconds";
    LatencyHistogram latency = t.latency();
    for (long nanos = 1L << 10; nanos <= 1L << 35; nanos <<= 1) {
      String bound = String.format(Locale.ROOT, ",le=\"%.9f\"", nanos / 1e9);
      sample(name + "_bucket", labels(t) + bound, latency.countBelow(nanos));
    }
    sample(name + "_bucket", labels(t) + ",le=\"+Inf\"", latency.total());
    sample(name + "_sum", labels(t), latency.sumNanos() / 1e9);
    sample(name + "_count", labels(t), latency.total());
  }

  private static String labels(Totals t) {
    return "endpoint=\"%s\",environment=\"%s\",model=\"%s\",version=\"%d\",role=\"%s\""
        .formatted(
            escaped(t.endpoint()),
            t.environment().label(),
            escaped(t.version().model()),
            t.version().number(),
            t.role().name().toLowerCase(Locale.ROOT));
  }

  void value(String name, String type, String help, double value) {
    head(name, type, help);
    out.append(name).append(' ').append(number(value)).append('\n');
  }

  /// Begins a family. In OpenMetrics a counter is named without its `_total`, and what is named otherwise
  /// is no counter.
  void head(String name, String type, String help) {
    boolean counter = type.equals("counter") && format == MetricsFormat.OPEN_METRICS;
    boolean total = name.endsWith(TOTAL);
    String family = counter && total ? name.substring(0, name.length() - TOTAL.length()) : name;
    out.append("# HELP ").append(family).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(family).append(' ');
    out.append(counter && !total ? "unknown" : type).append('\n');
  }

  void sample(String name, String labels, double value) {
    out.append(name).append('{').append(labels).append("} ").append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
