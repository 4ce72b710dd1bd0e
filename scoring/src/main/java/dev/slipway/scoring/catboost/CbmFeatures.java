package dev.slipway.scoring.catboost;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The features of a binary model, and the tables of counts behind its counters.
final class CbmFeatures {
  private static final int BUCKET = 12;
  private static final int AS_TRUE = 2;

  private final FeatureOrder order = new FeatureOrder();
  private final List<FloatFeature> floats;
  private final List<Category> categories;
  private final List<OneHot> oneHots = new ArrayList<>();

  CbmFeatures(Flatbuffer trees) {
    this.floats = trees.tables(5, this::numeric);
    this.categories = trees.tables(4, this::category);
    trees
        .tables(6, t -> t)
        .forEach(t -> {
          int category = order.ofCategory(t.integer(0, -1));
          for (int hash : t.integers(1)) {
            oneHots.add(new OneHot(category, hash));
          }
        });
  }

  List<FloatFeature> floats() {
    return floats;
  }

  List<Category> categories() {
    return categories;
  }

  List<OneHot> oneHots() {
    return oneHots;
  }

  private FloatFeature numeric(Flatbuffer table) {
    order.addFloat(table.integer(1, -1));
    return new FloatFeature(
        input(table, 2),
        table.text(4),
        table.floats(3),
        table.octet(0, 0) != 0 && table.octet(5, 0) == AS_TRUE);
  }

  private Category category(Flatbuffer table) {
    order.addCategory(table.integer(0, -1));
    return new Category(input(table, 1), table.text(2));
  }

  private static int input(Flatbuffer table, int field) {
    int input = table.integer(field, -1);
    if (input < 0 || input > ModelParts.MOST_FEATURES) {
      throw Refusal.corrupt("has a feature at input %d".formatted(input));
    }
    return input;
  }

  Counter counter(Flatbuffer table) {
    Flatbuffer counter = table.table(0);
    return new Counter(
        base(counter.table(0)),
        classBorder(counter.integer(1, 0)),
        counter.float32(2, 0),
        counter.float32(3, 1),
        counter.float32(4, 0),
        counter.float32(5, 1),
        table.floats(1));
  }

  private static int classBorder(int border) {
    if (border < 0) {
      throw Refusal.corrupt("has a counter of class %d".formatted(border));
    }
    return border;
  }

  private Counter.Base base(Flatbuffer table) {
    Flatbuffer projection = table.table(0);
    ByteBuffer above = projection.vector(1, 8);
    List<Projection.Above> numeric = new ArrayList<>();
    while (above.remaining() >= 8) {
      numeric.add(new Projection.Above(order.ofFloat(above.getInt()), above.getFloat()));
    }
    ByteBuffer equal = projection.vector(2, 8);
    List<OneHot> exact = new ArrayList<>();
    while (equal.remaining() >= 8) {
      exact.add(new OneHot(order.ofCategory(equal.getInt()), equal.getInt()));
    }
    return new Counter.Base(
        new Projection(
            Arrays.stream(projection.integers(0)).mapToObj(order::ofCategory).toList(),
            numeric,
            exact),
        CounterKind.numbered(table.octet(1, 0)));
  }

  /// Adds a table: an open-addressing index of hashes to rows, and the rows.
  void addTable(Flatbuffer table, Map<Counter.Base, CounterTable> tables) {
    Counter.Base base = base(table.table(0));
    ByteBuffer buckets = table.vector(1, 1);
    ByteBuffer blob = table.vector(2, 1);
    int width = width(base.kind(), table.integer(4, 0));
    long[] hashes = new long[buckets.remaining() / BUCKET];
    int[] rows = new int[hashes.length];
    int count = 0;
    while (buckets.remaining() >= BUCKET) {
      long hash = buckets.getLong();
      int row = buckets.getInt();
      if (hash != -1) {
        hashes[count] = hash;
        rows[count++] = row;
      }
    }
    boolean mean = isMean(base.kind());
    int size = mean ? 2 : width;
    if (4L * size * count > blob.limit()) {
      throw Refusal.corrupt("has a table of %d rows in %d bytes".formatted(count, blob.limit()));
    }
    float[] sums = new float[mean ? count : 0];
    int[] counts = new int[count * width];
    for (int i = 0; i < count; i++) {
      long at = Integer.toUnsignedLong(rows[i]) * size * 4;
      if (at + size * 4L > blob.limit()) {
        throw Refusal.corrupt("has no row %d in a table of counts".formatted(rows[i]));
      }
      if (mean) {
        sums[i] = blob.getFloat((int) at);
        counts[i] = blob.getInt((int) at + 4);
      } else {
        for (int c = 0; c < width; c++) {
          counts[i * width + c] = blob.getInt((int) at + 4 * c);
        }
      }
    }
    tables.put(
        base,
        new CounterTable(Arrays.copyOf(hashes, count), sums, counts, width, table.integer(3, 0)));
  }

  static boolean isMean(CounterKind kind) {
    return switch (kind) {
      case BINARIZED_TARGET_MEAN, FLOAT_TARGET_MEAN -> true;
      case BORDERS, BUCKETS, COUNTER, FREQUENCY -> false;
    };
  }

  private static int width(CounterKind kind, int classes) {
    return switch (kind) {
      case BINARIZED_TARGET_MEAN, FLOAT_TARGET_MEAN, COUNTER, FREQUENCY -> 1;
      case BORDERS, BUCKETS -> {
        if (classes < 1 || classes > ModelParts.MOST_OUTPUTS) {
          throw Refusal.corrupt("has a table of %d classes".formatted(classes));
        }
        yield classes;
      }
    };
  }
}
