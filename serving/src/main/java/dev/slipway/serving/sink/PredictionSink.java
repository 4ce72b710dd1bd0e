package dev.slipway.serving.sink;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.PredictionFeed;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.wire.cloudevents.CloudEvent;
import dev.slipway.wire.cloudevents.PredictionEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Sends every logged prediction to one receiver, in the order of the log and at least once.
///
/// It follows the stored log and remembers how far it came, so a receiver that is slow or away costs no request
/// anything, and neither its absence nor a restart of this server loses an event. Events that were under way when
/// the server was killed come twice, with the same id. Thread-safe.
public final class PredictionSink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PredictionSink.class.getName());
  private static final int BATCH = 500;
  private static final long LOOK_MILLIS = 200;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LAST_PAUSE_MILLIS = 30_000;
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final String name;
  private final PredictionFeed feed;
  private final PredictionEvents events;
  private final EventSender sender;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  private PredictionSink(SinkSettings settings, PredictionLog log, PredictionEvents events) {
    this.name = settings.target().name();
    this.events = events;
    this.sender =
        switch (settings.target()) {
          case SinkTarget.Http(var uri) -> new HttpSender(uri, settings);
          case SinkTarget.Kafka kafka -> new KafkaSender(kafka, settings);
        };
    this.feed = log.follow(name);
    this.thread = Thread.ofVirtual().name("sink " + name).unstarted(this::run);
  }

  /// Starts to send what is logged from now on or, where this sink was open before, what follows its last event.
  public static PredictionSink open(
      SinkSettings settings, PredictionLog log, PredictionEvents events) {
    PredictionSink sink = new PredictionSink(settings, log, events);
    sink.thread.start();
    return sink;
  }

  /// The receiver's address.
  public String name() {
    return name;
  }

  /// Events that the receiver took.
  public long sent() {
    return sent.get();
  }

  /// Events that the receiver will never take.
  public long rejected() {
    return rejected.get();
  }

  /// How often the receiver could not be reached or asked for patience.
  public long retries() {
    return retries.get();
  }

  /// Predictions that the log removed before they were sent.
  public long dropped() {
    return feed.lost();
  }

  /// Bytes of the log that were not sent.
  public long lagBytes() {
    return feed.behind();
  }

  private void run() {
    try {
      while (true) {
        boolean last = closing.getCount() == 0;
        if (!sendNext()) {
          if (last) {
            return;
          }
          closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException _) {
      // Closed before everything was sent; the rest follows after the next start.
    }
  }

  /// Whether there was something to send, which may have to be sent again.
  private boolean sendNext() throws InterruptedException {
    Delivery delivery;
    int count;
    try {
      List<PredictionRecord> records = feed.next(BATCH);
      if (records.isEmpty()) {
        return false;
      }
      count = records.size();
      List<CloudEvent> batch = records.stream().map(events::of).toList();
      delivery = sender.send(batch);
      if (delivery instanceof Delivery.Done) {
        feed.passed();
      }
    } catch (SlipwayException e) {
      delivery = new Delivery.Later(e.getMessage(), 0);
      count = 0;
    }
    switch (delivery) {
      case Delivery.Done done -> took(count, done);
      case Delivery.Later later -> waitFor(later);
    }
    return true;
  }

  private void took(int count, Delivery.Done done) {
    sent.addAndGet(count - done.rejected());
    if (done.rejected() > 0 && rejected.getAndAdd(done.rejected()) == 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "sink {0} refuses predictions for good ({1}); they are counted and left out",
          name,
          done.why());
    }
    if (pauseMillis > FIRST_PAUSE_MILLIS) {
      LOG.log(System.Logger.Level.INFO, "sink {0} takes predictions again", name);
    }
    pauseMillis = FIRST_PAUSE_MILLIS;
  }

  private void waitFor(Delivery.Later later) throws InterruptedException {
    retries.getAndIncrement();
    if (pauseMillis == FIRST_PAUSE_MILLIS) {
      LOG.log(
          System.Logger.Level.WARNING,
          "sink {0} does not take predictions ({1}); they wait in the log",
          name,
          later.why());
    }
    long pause = ThreadLocalRandom.current().nextLong(pauseMillis / 2, pauseMillis + 1);
    pauseMillis = Math.min(LAST_PAUSE_MILLIS, pauseMillis * 2);
    if (closing.await(Math.max(pause, later.afterMillis()), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  /// Sends what is written to the log, for as long as the receiver takes it and some seconds at most.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(FAREWELL)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    sender.close();
    feed.close();
  }
}
