package dev.slipway.core.profile;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the [Relation]s of a training table: orders of two numbers or of two times, and texts, whole numbers
/// or booleans of which one decides the other.
///
/// A relation is kept where at least 1,000 rows could have broken it and none did, and where it says more
/// than the columns do each for itself: were they independent, at least one row in a hundred would break it.
/// So a price is not found to be above a percentage, nor a near-constant column to depend on others.
///
/// The work is bounded: the first 30 columns, 1,000 deciding values, 50 relations. A pair of columns costs
/// the rows up to the first that breaks it.
public final class Relations {
  private static final int ENOUGH = 1_000;
  private static final double TELLING = 0.01;
  private static final int MAX_COLUMNS = 30;
  private static final int MAX_RELATIONS = 50;

  private Relations() {}

  public static List<Relation> of(Table training) {
    List<Relation> found = new ArrayList<>();
    if (training.rows() < ENOUGH) {
      return found;
    }
    List<Column> columns = training.schema().columns();
    int width = Math.min(MAX_COLUMNS, columns.size());
    List<Optional<Codes>> codes = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      codes.add(Codes.of(training, c));
    }
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < width && found.size() < MAX_RELATIONS; b++) {
        if (a != b && comparable(columns.get(a).type(), columns.get(b).type())) {
          order(training, a, b).ifPresent(found::add);
        }
        if (a != b && codes.get(a).isPresent() && codes.get(b).isPresent()) {
          dependency(codes.get(a).get(), codes.get(b).get()).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static boolean comparable(ColumnType one, ColumnType other) {
    return (one == ColumnType.DATETIME && other == ColumnType.DATETIME)
        || (quantity(one) && quantity(other));
  }

  private static boolean quantity(ColumnType type) {
    return type == ColumnType.INTEGER || type == ColumnType.DECIMAL;
  }

  private static Optional<Relation> order(Table training, int lesser, int greater) {
    double[] a = training.numbers(lesser);
    double[] b = training.numbers(greater);
    long rows = 0;
    for (int r = 0; r < training.rows(); r++) {
      if (a[r] > b[r]) {
        return Optional.empty();
      }
      rows += a[r] <= b[r] ? 1 : 0;
    }
    return rows >= ENOUGH && independentlyAbove(a, b) >= TELLING
        ? Optional.of(
            new Relation.Order(
                training.schema().columns().get(lesser).name(),
                training.schema().columns().get(greater).name(),
                rows))
        : Optional.empty();
  }

  /// The share of pairs of a value of `a` and a value of `b`, from whatever rows, in which the first is
  /// greater.
  private static double independentlyAbove(double[] a, double[] b) {
    double[] lesser = sorted(a);
    double[] greater = sorted(b);
    double above = 0;
    int below = 0;
    for (double value : lesser) {
      while (below < greater.length && greater[below] < value) {
        below++;
      }
      above += below;
    }
    return above / lesser.length / greater.length;
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  private static Optional<Relation> dependency(Codes decider, Codes decided) {
    if (decider.distinct() < 2 || decided.distinct() > decider.distinct()) {
      return Optional.empty();
    }
    int[] goesWith = new int[decider.distinct()];
    Arrays.fill(goesWith, Codes.MISSING);
    long rows = 0;
    for (int r = 0; r < decider.rows(); r++) {
      int from = decider.at(r);
      int to = decided.at(r);
      if (from == Codes.MISSING || to == Codes.MISSING) {
        continue;
      }
      if (goesWith[from] == Codes.MISSING) {
        goesWith[from] = to;
      } else if (goesWith[from] == to) {
        rows++;
      } else {
        return Optional.empty();
      }
    }
    return rows >= ENOUGH && decided.differing() >= TELLING
        ? Optional.of(
            new Relation.Dependency(
                decider.name(), decided.name(), rows, decider.pairs(goesWith, decided)))
        : Optional.empty();
  }
}
