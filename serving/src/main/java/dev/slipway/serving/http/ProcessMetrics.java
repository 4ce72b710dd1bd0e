package dev.slipway.serving.http;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/// The metrics of the process, its Java machine and the computer, under the names that Prometheus' own
/// clients give them, and those of Triton for CPU and memory.
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMetrics() {}

  static void write(MetricsText text) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      system(text, system);
    }
    long resident = residentBytes();
    if (resident > 0) {
      text.value("process_resident_memory_bytes", "gauge", "Memory that is in RAM.", resident);
    }
    text.value(
        "process_start_time_seconds",
        "gauge",
        "When the process started, in seconds since 1970.",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    text.head("jvm_memory_used_bytes", "gauge", "Memory used.");
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    text.sample("jvm_memory_used_bytes", "area=\"heap\"", heap.getUsed());
    text.sample(
        "jvm_memory_used_bytes",
        "area=\"nonheap\"",
        ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed());
    text.value("jvm_memory_max_bytes", "gauge", "Largest heap allowed.", heap.getMax());
    text.value(
        "jvm_threads_live",
        "gauge",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    text.head("jvm_gc_collection_seconds", "summary", "Time spent collecting garbage.");
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      String label = "gc=\"" + MetricsText.escaped(gc.getName()) + "\"";
      text.sample("jvm_gc_collection_seconds_count", label, gc.getCollectionCount());
      text.sample("jvm_gc_collection_seconds_sum", label, gc.getCollectionTime() / 1e3);
    }
  }

  private static void system(MetricsText text, OperatingSystemMXBean system) {
    text.value(
        "process_cpu_seconds_total", "counter", "CPU time used.", system.getProcessCpuTime() / 1e9);
    if (system instanceof UnixOperatingSystemMXBean unix) {
      text.value(
          "process_open_fds",
          "gauge",
          "Files and sockets open.",
          unix.getOpenFileDescriptorCount());
      text.value(
          "process_max_fds", "gauge", "As many may be open.", unix.getMaxFileDescriptorCount());
    }
    // Negative until the first measurement.
    text.value(
        "nv_cpu_utilization",
        "gauge",
        "Share of all processors in use on this machine, from 0 to 1.",
        Math.max(0, system.getCpuLoad()));
    text.value(
        "nv_cpu_memory_total_bytes",
        "gauge",
        "Memory of this machine.",
        system.getTotalMemorySize());
    text.value(
        "nv_cpu_memory_used_bytes",
        "gauge",
        "Memory in use on this machine.",
        system.getTotalMemorySize() - system.getFreeMemorySize());
  }

  /// As Linux says it; 0 elsewhere.
  private static long residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException | NumberFormatException _) {
      // Not Linux.
    }
    return 0;
  }
}
