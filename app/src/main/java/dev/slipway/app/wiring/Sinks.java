package dev.slipway.app.wiring;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Signature;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.VersionId;
import dev.slipway.serving.http.Measure;
import dev.slipway.serving.sink.PredictionSink;
import dev.slipway.serving.sink.SinkSettings;
import dev.slipway.wire.cloudevents.PredictionEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Where the predictions of one server are sent.
final class Sinks implements AutoCloseable {
  private final PredictionLog log;
  private final List<PredictionSink> open = new ArrayList<>();

  private Sinks(PredictionLog log) {
    this.log = log;
  }

  static Sinks open(
      List<SinkSettings> all,
      PredictionLog log,
      Function<VersionId, Optional<Signature>> signatures) {
    Sinks sinks = new Sinks(log);
    try {
      for (SinkSettings settings : all) {
        sinks.open.add(PredictionSink.open(settings, log, new PredictionEvents(signatures)));
      }
      return sinks;
    } catch (SlipwayException e) {
      sinks.close();
      throw e;
    }
  }

  List<Measure> measures() {
    return open.isEmpty()
        ? List.of()
        : List.of(
            counter("sent", "Predictions that the sink took.", PredictionSink::sent),
            counter("retries", "Times that the sink took none.", PredictionSink::retries),
            counter("rejected", "Predictions it never takes.", PredictionSink::rejected),
            counter(
                "dropped",
                "Predictions that the log removed before they were sent.",
                PredictionSink::dropped),
            new Measure(
                "slipway_sink_lag_bytes",
                Measure.Kind.GAUGE,
                "Size of the log that was not sent yet.",
                readings(PredictionSink::lagBytes)));
  }

  private Measure counter(String what, String help, ToLongFunction<PredictionSink> value) {
    return new Measure(
        "slipway_sink_%s_total".formatted(what), Measure.Kind.COUNTER, help, readings(value));
  }

  private List<Measure.Reading> readings(ToLongFunction<PredictionSink> value) {
    return open.stream()
        .map(sink -> new Measure.Reading("sink", sink.name(), () -> value.applyAsLong(sink)))
        .toList();
  }

  /// Sends what was logged, for as long as that goes quickly.
  @Override
  public void close() {
    if (!open.isEmpty()) {
      log.flush();
      open.forEach(PredictionSink::close);
    }
  }
}
