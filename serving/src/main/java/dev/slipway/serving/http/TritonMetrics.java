package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.serving.traffic.Totals;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The traffic under the names of Triton's metrics, so that dashboards made for it show this server. What
/// has no counterpart here (GPUs, the response cache) is left out.
final class TritonMetrics {
  private static final long MILLI = 1_000_000;

  private TritonMetrics() {}

  /// Why Triton says that a request failed.
  private enum Reason {
    REJECTED,
    CANCELED,
    BACKEND,
    OTHER;

    static Reason of(ErrorCode code) {
      if (code == ErrorCode.OVERLOADED || code == ErrorCode.NOT_READY) {
        return REJECTED;
      }
      if (code == ErrorCode.TIMEOUT
          || code == ErrorCode.DEADLINE_EXCEEDED
          || code == ErrorCode.INTERRUPTED) {
        return CANCELED;
      }
      return code.fault() == Fault.CALLER ? OTHER : BACKEND;
    }
  }

  private interface Count {
    double of(Totals totals);
  }

  static void write(MetricsText text, List<Totals> all) {
    counter(text, all, "nv_inference_request_success", "Requests answered.", Totals::answered);
    failures(text, all);
    counter(text, all, "nv_inference_count", "Rows predicted.", Totals::rows);
    counter(text, all, "nv_inference_exec_count", "Times that a model was run.", Totals::answered);
    text.head(
        "nv_inference_pending_request_count", "gauge", "Requests taken on and not answered yet.");
    all.forEach(t -> text.sample("nv_inference_pending_request_count", labels(t), t.inFlight()));
    micros(
        text,
        all,
        "nv_inference_request_duration_us",
        "Time spent on requests that were answered.",
        t -> t.work().answeredNanos());
    micros(
        text,
        all,
        "nv_inference_queue_duration_us",
        "Time that requests waited for a free processor or worker of the model.",
        t -> t.work().queueNanos());
    micros(
        text,
        all,
        "nv_inference_compute_input_duration_us",
        "Time spent on reading requests.",
        t -> t.work().decodeNanos());
    micros(
        text,
        all,
        "nv_inference_compute_infer_duration_us",
        "Time spent on scoring.",
        t -> t.work().scoreNanos());
    micros(
        text,
        all,
        "nv_inference_compute_output_duration_us",
        "Time spent on writing replies.",
        t -> t.work().encodeNanos());
    text.head(
        "nv_inference_first_response_histogram_ms", "histogram", "From request to reply, in ms.");
    all.forEach(t -> histogram(text, t));
  }

  private static void counter(
      MetricsText text, List<Totals> all, String name, String help, Count count) {
    text.head(name, "counter", help);
    all.forEach(t -> text.sample(name, labels(t), count.of(t)));
  }

  private static void micros(
      MetricsText text, List<Totals> all, String name, String help, Count nanos) {
    counter(text, all, name, help, t -> Math.floor(nanos.of(t) / 1000));
  }

  private static void failures(MetricsText text, List<Totals> all) {
    String name = "nv_inference_request_failure";
    text.head(name, "counter", "Requests failed, by reason.");
    for (Totals t : all) {
      Map<Reason, Long> failed = new EnumMap<>(Reason.class);
      t.failed().forEach((code, count) -> failed.merge(Reason.of(code), count, Long::sum));
      for (Reason reason : Reason.values()) {
        text.sample(
            name, labels(t) + ",reason=\"" + reason + "\"", failed.getOrDefault(reason, 0L));
      }
    }
  }

  private static void histogram(MetricsText text, Totals t) {
    String name = "nv_inference_first_response_histogram_ms";
    LatencyHistogram latency = t.latency();
    for (long nanos = 1L << 18; nanos <= 1L << 34; nanos <<= 2) {
      String bound = String.format(Locale.ROOT, ",le=\"%s\"", (double) nanos / MILLI);
      text.sample(name + "_bucket", labels(t) + bound, latency.countBelow(nanos));
    }
    text.sample(name + "_bucket", labels(t) + ",le=\"+Inf\"", latency.total());
    text.sample(name + "_sum", labels(t), (double) latency.sumNanos() / MILLI);
    text.sample(name + "_count", labels(t), latency.total());
  }

  private static String labels(Totals t) {
    return "model=\"%s\",version=\"%d\",environment=\"%s\",role=\"%s\""
        .formatted(
            MetricsText.escaped(t.endpoint()),
            t.version().number(),
            t.environment().label(),
            t.role().name().toLowerCase(Locale.ROOT));
  }
}
