package dev.slipway.bench;

import dev.slipway.bench.figures.Sheet;
import dev.slipway.bench.figures.Spread;
import dev.slipway.bench.program.Scratch;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.store.table.DuckTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// How long the profile of a million rows of five columns takes on one thread: as training data, whose bins
/// are found, and as later data, counted into those bins. Reading the rows from Parquet is timed apart.
final class ProfileMeasurement implements Bench.Measurement {
  private static final int ROWS = 1_000_000;
  private static final double TARGET_SECONDS = 3;

  private final Spread reading = new Spread();
  private final Spread training = new Spread();
  private final Spread anchored = new Spread();

  /// @param arguments how many repetitions, 7 unless told
  @Override
  public void run(List<String> arguments) throws Exception {
    int repetitions = Bench.number(arguments, 0, 7);
    try (Scratch scratch = Scratch.make()) {
      Path file = scratch.folder().resolve("flights.parquet");
      new DuckTables().write(flights(), file);
      for (int i = 0; i < repetitions; i++) {
        Table table = timed(reading, () -> new DuckTables().read(file));
        Profile reference =
            timed(training, () -> profile(Profiler.training(table.schema()), table));
        Profile later = timed(anchored, () -> profile(Profiler.anchored(reference), table));
        if (!later.equals(reference)) {
          throw new IllegalStateException("the same rows gave another profile");
        }
      }
    }
    Sheet sheet = new Sheet("profile: %,d rows x 5 columns, one thread".formatted(ROWS));
    sheet.line("training profile", training, "s", TARGET_SECONDS);
    sheet.line("anchored profile", anchored, "s", TARGET_SECONDS);
    sheet.line("reading the rows from Parquet", reading, "s");
  }

  private static Profile profile(Profiler profiler, Table table) {
    profiler.add(table);
    return profiler.profile();
  }

  private static <T> T timed(Spread spread, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    spread.add((System.nanoTime() - start) / 1e9);
    return result;
  }

  /// Made-up flights whose columns have about as many distinct values as the real ones of a year: every
  /// minute, delays in minutes, 1,500 distances, 300 airports; some delays are missing.
  private static Table flights() {
    Random random = new Random(1);
    double[] date = new double[ROWS];
    double[] delay = new double[ROWS];
    double[] distance = new double[ROWS];
    String[] origin = new String[ROWS];
    String[] destination = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      date[i] = 978_307_200_000.0 + 60_000.0 * random.nextInt(525_600);
      delay[i] = random.nextInt(50) == 0 ? Table.NULL : Math.rint(delay(random));
      distance[i] = 100 + random.nextInt(1_500);
      origin[i] = airport(random);
      destination[i] = airport(random);
    }
    return new Table(
        new Schema(
            List.of(
                new Column("date", ColumnType.DATETIME),
                new Column("delay", ColumnType.INTEGER),
                new Column("distance", ColumnType.INTEGER),
                new Column("origin", ColumnType.STRING),
                new Column("destination", ColumnType.STRING))),
        ROWS,
        List.of(date, delay, distance, origin, destination));
  }

  private static double delay(Random random) {
    return random.nextInt(5) == 0
        ? 15 - 40 * Math.log(random.nextDouble())
        : 8 * random.nextGaussian();
  }

  /// A few airports have most flights.
  private static String airport(Random random) {
    int rank = (int) (300 * Math.pow(random.nextDouble(), 3));
    return "" + (char) ('A' + rank / 26) + (char) ('A' + rank % 26) + "X";
  }
}
