package dev.slipway.scoring.catboost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A model drawn at random: CatBoost's Java library scores but does not train.
final class RandomModel {
  static final List<String> WORDS =
      List.of(
          "", "a", "JFK", "Zürich", "12", "-7", "a much longer value of a category, seen often");

  private final Random random;
  private final List<FloatFeature> floats = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final List<OneHot> oneHots = new ArrayList<>();
  private final List<Counter> counters = new ArrayList<>();
  private final Map<Counter.Base, CounterTable> tables = new HashMap<>();

  private RandomModel(long seed) {
    this.random = new Random(seed);
  }

  /// @param names how many categorical features there are, among which numeric features are spread
  /// @param counted whether there are counters
  static ModelParts of(
      long seed,
      int names,
      boolean counted,
      boolean oblivious,
      int depth,
      int outputs,
      String loss) {
    RandomModel model = new RandomModel(seed);
    model.features(names);
    if (counted) {
      model.counters();
    }
    int questions =
        model.floats.stream().mapToInt(f -> f.borders().length).sum()
            + model.oneHots.size()
            + model.counters.stream().mapToInt(c -> c.borders().length).sum();
    List<Shape> trees = new ArrayList<>();
    // The leaves of all trees stand in one list, which the nodes of branching trees point into.
    for (int t = 0; t < 12; t++) {
      trees.add(
          oblivious
              ? model.oblivious(questions, depth - t % 2, outputs)
              : model.branching(questions, depth, outputs));
    }
    List<String> classes =
        loss.equals("MultiClass")
            ? List.of("late", "early", "never").subList(0, outputs)
            : List.of();
    return new ModelParts(
        model.floats,
        model.categories,
        model.oneHots,
        model.counters,
        model.tables,
        trees,
        outputs,
        outputs == 1 ? 0.5 : 1,
        model.random.doubles(outputs, -1, 1).toArray(),
        new Training("1.2.7", loss, classes));
  }

  private void features(int names) {
    for (int i = 0; i < 5; i++) {
      float[] borders = floats(i == 2 ? 300 : 7, -2, 2);
      floats.add(
          new FloatFeature(i < 2 ? i : i + names, i == 0 ? "" : "n" + i, borders, i % 2 == 1));
    }
    for (int i = 0; i < names; i++) {
      categories.add(new Category(2 + i, "c" + i));
      if (i % 2 == 0) {
        for (String word : WORDS.subList(1, 5)) {
          oneHots.add(new OneHot(i, hash(word)));
        }
      }
    }
  }

  private void counters() {
    int last = categories.size() - 1;
    Projection.Above above = new Projection.Above(1, floats.get(1).borders()[3]);
    List<Projection> projections =
        List.of(
            new Projection(List.of(0), List.of(), List.of()),
            new Projection(List.of(0, last), List.of(), List.of()),
            new Projection(List.of(last), List.of(above), List.of(oneHots.getFirst())));
    for (Projection projection : projections) {
      for (CounterKind kind : CounterKind.values()) {
        Counter.Base base = new Counter.Base(projection, kind);
        int classes = projection == projections.getFirst() ? 2 : 3;
        tables.put(base, table(projection, kind, classes));
        boolean byClass = kind == CounterKind.BORDERS || kind == CounterKind.BUCKETS;
        for (int border = 0; border < (byClass ? classes - 1 : 1); border++) {
          for (float prior : new float[] {0, 0.5f}) {
            counters.add(new Counter(base, border, prior, 1, -0.25f, 1.5f, floats(5, -0.3, 1.5)));
          }
        }
      }
    }
  }

  private CounterTable table(Projection projection, CounterKind kind, int classes) {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      long hash = 0;
      for (int _ : projection.categories()) {
        hash = Projection.combined(hash, hash(WORDS.get(random.nextInt(WORDS.size()))));
      }
      for (int q = 0; q < projection.above().size() + projection.oneHots().size(); q++) {
        hash = Projection.combined(hash, random.nextInt(2));
      }
      hashes.add(hash);
    }
    boolean mean = CbmFeatures.isMean(kind);
    int width = kind == CounterKind.BORDERS || kind == CounterKind.BUCKETS ? classes : 1;
    float[] sums = new float[mean ? hashes.size() : 0];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = random.nextInt(40);
    }
    return new CounterTable(
        hashes.stream().mapToLong(h -> h).toArray(),
        sums,
        random.ints((long) hashes.size() * width, 0, 40).toArray(),
        width,
        kind == CounterKind.COUNTER || kind == CounterKind.FREQUENCY ? 40 : 0);
  }

  private Shape oblivious(int questions, int depth, int outputs) {
    return new ObliviousTree(
        random.ints(depth, 0, questions).toArray(),
        random.doubles((long) outputs << depth, -1, 1).toArray());
  }

  /// Grown leaf by leaf, so that some branches are deep and others end early.
  private Shape branching(int questions, int depth, int outputs) {
    List<int[]> nodes = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    List<Integer> leaf = new ArrayList<>();
    grow(questions, depth, outputs, nodes, leaf, values);
    return new BranchingTree(
        nodes.stream().mapToInt(n -> n[0]).toArray(),
        nodes.stream().mapToInt(n -> n[1]).toArray(),
        nodes.stream().mapToInt(n -> n[2]).toArray(),
        leaf.stream().mapToLong(l -> l).toArray(),
        values.stream().mapToDouble(v -> v).toArray());
  }

  private int grow(
      int questions,
      int depth,
      int outputs,
      List<int[]> nodes,
      List<Integer> leaf,
      List<Double> values) {
    int number = nodes.size();
    int[] node = {0, 0, 0};
    nodes.add(node);
    boolean ends = depth == 0 || (number > 0 && random.nextInt(5) == 0);
    leaf.add(ends ? values.size() : 0);
    if (ends) {
      IntStream.range(0, outputs).forEach(_ -> values.add(random.nextDouble(-1, 1)));
    } else {
      node[0] = random.nextInt(questions);
      node[1] = grow(questions, depth - 1, outputs, nodes, leaf, values) - number;
      node[2] = grow(questions, depth - 1, outputs, nodes, leaf, values) - number;
    }
    return number;
  }

  private float[] floats(int count, double from, double to) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextDouble(from, to);
    }
    Arrays.sort(floats);
    return floats;
  }

  private static int hash(String word) {
    return (int) CityHash.hash(word.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
