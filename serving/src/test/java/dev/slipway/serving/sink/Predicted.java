package dev.slipway.serving.sink;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.cloudevents.PredictionEvents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Predictions `p0`, `p1`, … of a regression with one text as its input, and waiting for what comes of them.
final class Predicted {
  static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new Field("origin", ColumnType.STRING, true)), new Output.Values(List.of("eta")));

  private Predicted() {}

  static PredictionEvents events() {
    return new PredictionEvents(_ -> Optional.of(SIGNATURE));
  }

  static void append(InMemoryPredictionLog log, int from, int to) {
    IntStream.range(from, to).forEach(i -> log.append(record("p" + i, "JFK")));
  }

  static List<String> named(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "p" + i).toList();
  }

  static PredictionRecord record(String id, String origin) {
    return new PredictionRecord(
        id,
        AT,
        "flüge",
        Environment.PRODUCTION,
        new VersionId("eta", 2),
        Variant.Role.PRIMARY,
        List.of(origin),
        new double[] {41.5},
        12_000,
        List.of(),
        Optional.empty());
  }

  static void await(String what, BooleanSupplier happened) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("a minute passed without this: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
