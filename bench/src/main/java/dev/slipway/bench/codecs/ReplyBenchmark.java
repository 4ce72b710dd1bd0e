package dev.slipway.bench.codecs;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.PredictReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The reply to one row of a classifier of two classes, beside Jackson's data binding, which writes it from maps.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyBenchmark {
  private final PredictReply reply =
      new PredictReply(
          new VersionId("bench", 1),
          new Output.Probabilities(new Classes(List.of("0", "1"), ColumnType.INTEGER)));
  private final JsonBuffer out = new JsonBuffer();
  private final double[] scores = {0.29310344827586204, 0.706896551724138};

  @Benchmark
  public int write() {
    out.clear();
    reply.start(out);
    reply.row(out, true, "01KAPZ3M5N8Q4R7T2V6W9X0Y1Z", scores, 0, List.of());
    reply.end(out);
    return out.length();
  }

  @Benchmark
  public byte[] writeWithDatabind() {
    return Json.mapper()
        .writeValueAsBytes(
            Map.of(
                "model",
                "bench",
                "version",
                1,
                "predictions",
                List.of(
                    Map.of(
                        "id",
                        "01KAPZ3M5N8Q4R7T2V6W9X0Y1Z",
                        "prediction",
                        1,
                        "probabilities",
                        Map.of("0", scores[0], "1", scores[1]),
                        "flags",
                        List.of()))));
  }
}
