package dev.slipway.serving.plane;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;

/// The requests that wait for a processor, as the scheduler of virtual threads counts them.
///
/// Each connection of HTTP/1 and each stream of HTTP/2 has a virtual thread; one whose bytes are there and
/// that no processor has taken stands in the scheduler's queue. So it never holds more than there are
/// connections and streams, whatever else keeps the machine busy.
final class RunQueue {
  private RunQueue() {}

  static LongSupplier ofVirtualThreads() {
    return ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class)
        ::getQueuedVirtualThreadCount;
  }
}
