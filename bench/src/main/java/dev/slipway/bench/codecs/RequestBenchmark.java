package dev.slipway.bench.codecs;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.openinference.TensorMemory;
import dev.slipway.wire.predict.RowReader;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/// One row of numbers with four decimals, read in each form that requests have, beside a tree made by Jackson's data
/// binding. With `-prof gc` the bytes of a plain reading should not grow with the number of features.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class RequestBenchmark {
  @Param({"10", "100"})
  public int features = 10;

  @Param public Form form = Form.PLAIN;

  private Form.Body body;
  private RowReader reader;
  private Rows rows;
  private final TensorMemory memory = new TensorMemory();
  private final InputFaults faults = new InputFaults();

  @Setup
  public void prepare() {
    List<String> names = IntStream.range(0, features).mapToObj(c -> "x" + c).toList();
    Random random = new Random(1);
    double[] cells = random.doubles(features, -3, 3).map(x -> Math.rint(x * 1e4) / 1e4).toArray();
    Output output = new Output.Probabilities(new Classes(List.of("0", "1"), ColumnType.INTEGER));
    Signature signature =
        new Signature(
            names.stream().map(name -> Field.required(name, ColumnType.DECIMAL)).toList(), output);
    body = form.body(names, cells);
    reader = RowReader.of(signature);
    rows = Rows.forSignature(signature);
    read();
    if (!faults.isEmpty() || rows.number(0, features - 1) != cells[features - 1]) {
      throw new IllegalStateException("%s is not read as it was written".formatted(form));
    }
  }

  @Benchmark
  public int read() {
    rows.clear();
    memory.clear();
    return form.read(body, reader, memory, rows, faults);
  }

  /// The JSON alone: what follows it in a binary request is none.
  @Benchmark
  public JsonNode readWithDatabind() {
    return Json.mapper().readTree(body.bytes(), 0, body.json());
  }
}
