package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project.Out;
import dev.slipway.core.project.Project.Source;
import dev.slipway.core.project.Project.Split;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.DataVersion;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Divides a source into the rows to learn from and the rows held out: the newest by time, or drawn by
/// seed. Rows of one moment stay together; rows without a time are learned from.
record SplitStep(
    String source,
    Source spec,
    Split split,
    DataVersion version,
    ProjectDisk disk,
    TableFiles tables)
    implements Step {

  @Override
  public String name() {
    return "split-" + source;
  }

  @Override
  public Digest key(ContentDigests digests) {
    return Digest.of(
        "split 1\n%s\n%s\n%s\n%s\n%s\n"
            .formatted(
                version.digest(),
                split.method(),
                split.fraction(),
                split.method() == Split.Method.TIME ? spec.time().orElse("") : split.seed(),
                List.of(split.train(), split.test())));
  }

  @Override
  public List<Out> outs() {
    return List.of(new Out(split.train(), true, false), new Out(split.test(), true, false));
  }

  @Override
  public Rerun rerun() {
    return Rerun.WHEN_CHANGED;
  }

  @Override
  public Map<String, String> run() {
    Table table = tables.read(disk.at(spec.path()));
    Division division =
        switch (split.method()) {
          case TIME -> byTime(table);
          case RANDOM -> bySeed(table.rows());
        };
    int[] test = IntStream.range(0, table.rows()).filter(division.heldOut()).toArray();
    int[] train = IntStream.range(0, table.rows()).filter(division.heldOut().negate()).toArray();
    if (train.length == 0 || test.length == 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the split of '%s' leaves %d rows to learn from and %d held out, of %d; change 'test-fraction' (%s) or the method"
              .formatted(source, train.length, test.length, table.rows(), split.fraction()));
    }
    tables.write(table.rows(train), disk.at(split.train()));
    tables.write(table.rows(test), disk.at(split.test()));
    return Map.of("boundary", division.boundary());
  }

  private record Division(IntPredicate heldOut, String boundary) {}

  private Division byTime(Table table) {
    String column =
        spec.time()
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.INVALID_PROJECT,
                    "the data '%s' is split by time but names no 'time' column; add one, or write 'method: random'"
                        .formatted(source)));
    int at = table.indexOf(column);
    ColumnType type = table.schema().columns().get(at).type();
    if (!type.numeric()) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the time column '%s' of '%s' holds text; write times as 2001-01-31T12:00:00 so that they are read as such"
              .formatted(column, source));
    }
    double[] times = table.numbers(at);
    double[] sorted = Arrays.stream(times).filter(t -> !Double.isNaN(t)).sorted().toArray();
    if (sorted.length == 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the time column '%s' of '%s' is empty".formatted(column, source));
    }
    int first =
        (int) Math.min(sorted.length - 1L, Math.round(sorted.length * (1 - split.fraction())));
    double boundary = sorted[first];
    String text =
        type == ColumnType.DATETIME
            ? Instant.ofEpochMilli((long) boundary).toString()
            : Double.toString(boundary);
    return new Division(row -> times[row] >= boundary, text);
  }

  private Division bySeed(int rows) {
    int[] order = IntStream.range(0, rows).toArray();
    SplittableRandom random = new SplittableRandom(split.seed());
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    boolean[] heldOut = new boolean[rows];
    for (int i = 0; i < Math.round(rows * split.fraction()); i++) {
      heldOut[order[i]] = true;
    }
    return new Division(row -> heldOut[row], Double.toString(split.fraction()));
  }
}
