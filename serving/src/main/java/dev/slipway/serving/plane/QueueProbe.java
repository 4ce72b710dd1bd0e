package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Sends the probe of [Shedding] through the queue in which requests wait, every few milliseconds.
///
/// A byte in a pipe goes the way of a request's first byte: the JDK fetches what is ready to be read, 64 at a time,
/// in the order in which it became ready, and wakes a virtual thread, which waits for a processor. The requests
/// that have their turn meanwhile were before it. Nothing else knows them: most wait in the system's list of ready
/// connections, which the scheduler's own count leaves out.
final class QueueProbe implements AutoCloseable {
  private static final int PAUSE_MILLIS = 5;

  private final Shedding shedding;
  private final Pipe pipe;
  private final Semaphore arrived = new Semaphore(0);
  private final Thread sender;
  private final Thread receiver;

  private QueueProbe(Shedding shedding, Pipe pipe) {
    this.shedding = shedding;
    this.pipe = pipe;
    this.sender = Thread.ofPlatform().daemon().name("overload").unstarted(this::send);
    this.receiver = Thread.ofVirtual().name("overload").unstarted(this::receive);
  }

  static QueueProbe start(Shedding shedding) {
    try {
      QueueProbe probe = new QueueProbe(shedding, Pipe.open());
      probe.receiver.start();
      probe.sender.start();
      return probe;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "no pipe can be opened (%s); allow the process more open files".formatted(e.getMessage()),
          e);
    }
  }

  private void send() {
    ByteBuffer one = ByteBuffer.allocate(1);
    try {
      while (true) {
        if (!shedding.overloaded()) {
          Thread.sleep(PAUSE_MILLIS);
        }
        shedding.send(System.nanoTime());
        pipe.sink().write(one.clear());
        while (!arrived.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          shedding.stillWaits(System.nanoTime());
        }
      }
    } catch (InterruptedException | IOException _) {
      // Closed.
    }
  }

  private void receive() {
    ByteBuffer one = ByteBuffer.allocate(1);
    try {
      while (pipe.source().read(one.clear()) > 0) {
        shedding.receive(System.nanoTime());
        arrived.release();
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    sender.interrupt();
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException _) {
      // It ends with the process.
    }
  }
}
