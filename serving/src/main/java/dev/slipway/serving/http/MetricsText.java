package dev.slipway.serving.http;

import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.serving.plane.Admission;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.traffic.Totals;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;

/// The metrics of the data plane and its process, in Prometheus' text format 0.0.4.
final class MetricsText {
  private final StringBuilder out = new StringBuilder(8192);

  static String of(ServingPlane plane, List<Measure> measures) {
    MetricsText text = new MetricsText();
    text.traffic(plane.book().totals());
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
      text.value(
          measure.name(), measure.kind().label(), measure.help(), measure.value().getAsLong());
    }
    text.process();
    return text.out.toString();
  }

  private void admission(Admission admission) {
    head("slipway_shed_total", "counter", "Requests turned away for the load, by cause.");
    for (Admission.Cause cause : Admission.Cause.values()) {
      String label = "cause=\"" + cause.name().toLowerCase(Locale.ROOT) + "\"";
      sample("slipway_shed_total", label, admission.shed(cause));
    }
    value(
        "slipway_admitted_share",
        "gauge",
        "Share of the requests that is taken on now; below 1 under overload.",
        admission.share());
    value(
        "slipway_run_queue_seconds",
        "gauge",
        "How long work waits for a processor.",
        admission.queuedNanos() / 1e9);
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
    triton(all);
  }

  /// Under the names that dashboards for Triton query.
  private void triton(List<Totals> all) {
    head("nv_inference_request_success", "counter", "Requests answered.");
    all.forEach(t -> sample("nv_inference_request_success", tritonLabels(t), t.answered()));
    head("nv_inference_request_failure", "counter", "Requests failed.");
    for (Totals t : all) {
      sample("nv_inference_request_failure", tritonLabels(t), t.failures());
    }
    head("nv_inference_count", "counter", "Rows predicted.");
    all.forEach(t -> sample("nv_inference_count", tritonLabels(t), t.rows()));
    head("nv_inference_request_duration_us", "counter", "Time spent on requests.");
    all.forEach(t ->
        sample("nv_inference_request_duration_us", tritonLabels(t), t.latency().sumNanos() / 1000));
    head("nv_inference_exec_count", "counter", "Times that a model was run.");
    all.forEach(t -> sample("nv_inference_exec_count", tritonLabels(t), t.answered()));
    head("nv_inference_compute_input_duration_us", "counter", "Time spent on reading requests.");
    all.forEach(t ->
        sample(
            "nv_inference_compute_input_duration_us",
            tritonLabels(t),
            t.work().decodeNanos() / 1000));
    head("nv_inference_compute_infer_duration_us", "counter", "Time spent on scoring.");
    all.forEach(t ->
        sample(
            "nv_inference_compute_infer_duration_us",
            tritonLabels(t),
            t.work().scoreNanos() / 1000));
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

  private void process() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean os) {
      value("process_cpu_seconds_total", "counter", "CPU time used.", os.getProcessCpuTime() / 1e9);
    }
    value(
        "process_start_time_seconds",
        "gauge",
        "When the process started, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    head("jvm_memory_used_bytes", "gauge", "Memory used.");
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    sample("jvm_memory_used_bytes", "area=\"heap\"", heap.getUsed());
    sample(
        "jvm_memory_used_bytes",
        "area=\"nonheap\"",
        ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed());
    value("jvm_memory_max_bytes", "gauge", "Largest heap allowed.", heap.getMax());
    value(
        "jvm_threads_live",
        "gauge",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    head("jvm_gc_collection_seconds", "summary", "Time spent collecting garbage.");
    for (GarbageCollectorMXBean gc : collectors) {
      String label = "gc=\"" + escaped(gc.getName()) + "\"";
      sample("jvm_gc_collection_seconds_count", label, gc.getCollectionCount());
      sample("jvm_gc_collection_seconds_sum", label, gc.getCollectionTime() / 1e3);
    }
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

  private static String tritonLabels(Totals t) {
    return "model=\"%s\",version=\"%d\",environment=\"%s\",role=\"%s\""
        .formatted(
            escaped(t.endpoint()),
            t.version().number(),
            t.environment().label(),
            t.role().name().toLowerCase(Locale.ROOT));
  }

  private void value(String name, String type, String help, double value) {
    head(name, type, help);
    out.append(name).append(' ').append(number(value)).append('\n');
  }

  private void head(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, double value) {
    out.append(name).append('{').append(labels).append("} ").append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
