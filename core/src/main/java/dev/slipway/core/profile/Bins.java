package dev.slipway.core.profile;

import java.util.Arrays;
import java.util.TreeSet;

/// The cells that the values of a column are counted into, frozen at training time.
///
/// Edges are quantiles of the training values, from their least to their greatest. An atom is an edge
/// that at least 1 % of them were equal to; it has a cell of its own. In the order of values the cells
/// are: everything below the first edge; then for each edge its atom, if it is one, and the values from
/// there up to the next edge; after the last edge, everything above it. A greatest edge that is no atom
/// belongs to the cell below it.
///
/// ```
///   edges 0 (atom), 5, 9       cells   x<0 | 0 | 0<x<5 | 5<=x<=9 | x>9
/// ```
public final class Bins {
  private static final int QUANTILES = 64;
  private static final int MIN_ATOM_COUNT = 5;

  private final double[] edges;
  private final double[] atoms;
  private final int[] cellAt;
  private final int[] cellAfter;
  private final int cells;

  /// @param edges finite, ascending, without repetition
  /// @param atoms those edges that have a cell of their own
  public Bins(double[] edges, double[] atoms) {
    this.edges = edges.clone();
    this.atoms = atoms.clone();
    this.cellAt = new int[edges.length];
    this.cellAfter = new int[edges.length];
    int cell = 0;
    int found = 0;
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && !(edges[i - 1] < edges[i]))) {
        throw new IllegalArgumentException(
            "edges must be finite and rise: " + Arrays.toString(edges));
      }
      boolean atom = found < atoms.length && atoms[found] == edges[i];
      if (atom) {
        found++;
        cellAt[i] = ++cell;
        cellAfter[i] = ++cell;
      } else {
        cellAfter[i] = ++cell;
        cellAt[i] = i == edges.length - 1 ? cell - 1 : cell;
      }
    }
    if (found != atoms.length) {
      throw new IllegalArgumentException("every atom must be an edge: " + Arrays.toString(atoms));
    }
    this.cells = cell + 1;
  }

  /// The bins that suit these training values.
  static Bins of(ValueCounts values) {
    double[] sorted = values.sorted();
    long total = values.total();
    TreeSet<Double> atoms = new TreeSet<>();
    long rest = 0;
    for (double value : sorted) {
      long count = values.count(value);
      if (count >= MIN_ATOM_COUNT && count * 100 >= total) {
        atoms.add(value);
      } else {
        rest += count;
      }
    }
    TreeSet<Double> edges = new TreeSet<>(atoms);
    if (rest > 0) {
      edges.add(sorted[0]);
      edges.add(sorted[sorted.length - 1]);
    }
    long rank = 0;
    int quantile = 0;
    for (double value : sorted) {
      if (atoms.contains(value)) {
        continue;
      }
      rank += values.count(value);
      while (quantile <= QUANTILES && rank * QUANTILES >= quantile * rest) {
        edges.add(value);
        quantile++;
      }
    }
    if (edges.size() == 1) {
      atoms.addAll(edges);
    }
    return new Bins(
        edges.stream().mapToDouble(Double::doubleValue).toArray(),
        atoms.stream().mapToDouble(Double::doubleValue).toArray());
  }

  public double[] edges() {
    return edges.clone();
  }

  public double[] atoms() {
    return atoms.clone();
  }

  /// How many cells there are.
  public int size() {
    return cells;
  }

  /// The cell of a finite value.
  public int cellOf(double value) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return 0;
    }
    return edges[low - 1] == value ? cellAt[low - 1] : cellAfter[low - 1];
  }

  /// The first cell of which no value is below an edge: the atom's own, if it is one.
  int firstCellAt(int edge) {
    return isAtom(edge) ? cellAt[edge] : cellAfter[edge];
  }

  /// The cell of the values after an edge, which are at least it.
  int cellAfter(int edge) {
    return cellAfter[edge];
  }

  /// Where each cell lies on the axis: an atom at its value, an interval at its middle, what is outside
  /// the training range at its edge.
  public double[] positions() {
    double[] positions = new double[cells];
    for (int i = 0; i < edges.length; i++) {
      double next = i + 1 < edges.length ? edges[i + 1] : edges[i];
      positions[cellAfter[i]] = edges[i] + (next - edges[i]) / 2;
    }
    for (int i = 0; i < edges.length; i++) {
      if (isAtom(i)) {
        positions[cellAt[i]] = edges[i];
      }
    }
    if (edges.length > 0) {
      positions[0] = edges[0];
    }
    return positions;
  }

  /// Every second edge that is neither an atom nor an end is dropped: half as many cells, each made of
  /// whole cells of these bins.
  public Bins coarser() {
    boolean keep = true;
    TreeSet<Double> kept = new TreeSet<>();
    for (int i = 0; i < edges.length; i++) {
      if (isAtom(i) || i == 0 || i == edges.length - 1) {
        kept.add(edges[i]);
      } else {
        keep = !keep;
        if (keep) {
          kept.add(edges[i]);
        }
      }
    }
    return new Bins(kept.stream().mapToDouble(Double::doubleValue).toArray(), atoms);
  }

  /// For each cell the cell of the coarser bins that contains it.
  int[] cellsIn(Bins coarser) {
    int[] into = new int[cells];
    for (int i = 0; i < edges.length; i++) {
      into[cellAfter[i]] =
          i == edges.length - 1 ? coarser.cells - 1 : coarser.cellOf(Math.nextUp(edges[i]));
      if (isAtom(i)) {
        into[cellAt[i]] = coarser.cellOf(edges[i]);
      }
    }
    return into;
  }

  /// What each cell holds, for people: `< 3`, `= 0`, `3 to 7`, `> 90`.
  public String[] labels() {
    String[] labels = new String[cells];
    Arrays.fill(labels, "any");
    for (int i = 0; i < edges.length; i++) {
      labels[cellAfter[i]] =
          i + 1 < edges.length
              ? plain(edges[i]) + " to " + plain(edges[i + 1])
              : "> " + plain(edges[i]);
      if (isAtom(i)) {
        labels[cellAt[i]] = "= " + plain(edges[i]);
      }
    }
    if (edges.length > 0) {
      labels[0] = "< " + plain(edges[0]);
    }
    return labels;
  }

  private boolean isAtom(int edge) {
    return Arrays.binarySearch(atoms, edges[edge]) >= 0;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bins that
        && Arrays.equals(edges, that.edges)
        && Arrays.equals(atoms, that.atoms);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(edges) + Arrays.hashCode(atoms);
  }
}
