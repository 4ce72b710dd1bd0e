package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.sparse.Filtered;
import dev.slipway.scoring.sparse.SparseFilter;
import dev.slipway.scoring.sparse.SparseOperation;
import dev.slipway.scoring.sparse.Weighable;
import dev.slipway.scoring.sparse.WeightedSums;
import dev.slipway.scoring.sparse.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations one behind the other, each reading all that the one before wrote.
record Chain(List<ColumnOperation> operations) implements Weighable {
  Chain {
    operations = List.copyOf(operations);
  }

  /// Null where there is no operation at all.
  static @Nullable ColumnOperation of(List<ColumnOperation> operations) {
    List<ColumnOperation> merged = merged(operations);
    return switch (merged.size()) {
      case 0 -> null;
      case 1 -> merged.getFirst();
      default -> new Chain(merged);
    };
  }

  /// Filters go on with the sparse rows before them, and sums are made of them.
  private static List<ColumnOperation> merged(List<ColumnOperation> operations) {
    List<ColumnOperation> merged = new ArrayList<>();
    for (ColumnOperation operation : operations) {
      if (!merged.isEmpty()
          && merged.getLast() instanceof SparseOperation source
          && operation instanceof SparseFilter filter) {
        merged.set(merged.size() - 1, new Filtered(source, filter));
      } else if (!merged.isEmpty()
          && merged.getLast() instanceof Weighable source
          && source.sparse()
          && operation instanceof Projections.Project projection
          && projection.isPlain()) {
        merged.set(
            merged.size() - 1,
            new WeightedSums(source, projection.weights(), new double[projection.width()]));
      } else {
        merged.add(operation);
      }
    }
    return merged;
  }

  static Rows run(ColumnOperation operation, Rows in) {
    Rows out = new Rows(operation.width(), operation.text(), in.size());
    operation.apply(in, out, 0);
    return out;
  }

  @Override
  public int width() {
    return operations.getLast().width();
  }

  @Override
  public boolean text() {
    return operations.getLast().text();
  }

  @Override
  public int widest() {
    return operations.stream().mapToInt(o -> Math.max(o.width(), o.widest())).max().orElse(0);
  }

  @Override
  public boolean sparse() {
    return operations.getLast() instanceof Weighable last && last.sparse();
  }

  @Override
  public void addWeighted(Rows in, Weights weights, int at, double[] sums) {
    Weighable.add(operations.getLast(), beforeLast(in), weights, at, sums);
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    operations.getLast().apply(beforeLast(in), out, at);
  }

  private Rows beforeLast(Rows in) {
    Rows rows = in;
    for (int i = 0; i < operations.size() - 1; i++) {
      rows = run(operations.get(i), rows);
    }
    return rows;
  }
}
