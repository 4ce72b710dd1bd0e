package dev.slipway.serving.sink;

import dev.slipway.wire.cloudevents.CloudEvent;
import java.util.List;

/// Takes events to a receiver. One thread at a time.
interface EventSender extends AutoCloseable {
  /// Sends them all, in order. After [Delivery.Later] some may have arrived, and all are sent again.
  Delivery send(List<CloudEvent> events) throws InterruptedException;

  @Override
  void close();
}
