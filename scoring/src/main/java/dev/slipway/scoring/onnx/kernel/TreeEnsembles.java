package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.tree.Precision;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `TreeEnsembleClassifier` and `TreeEnsembleRegressor`.
///
/// The sums are those of ONNX Runtime, in its order: the leaves in the order of the trees, from 0, then the
/// base values, then the transform.
final class TreeEnsembles {
  private static final int MOST_TARGETS = 1 << 20;

  private TreeEnsembles() {}

  private static Block input(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    if (from.texts() || from.tail().length != 1) {
      throw Plan.notCompiled(node, "of type " + from.type());
    }
    return from;
  }

  private static TreeTable table(OnnxNode node, String prefix, Block input, int targets) {
    Precision precision =
        input.type() == ElementType.DOUBLE ? Precision.FLOAT64 : Precision.FLOAT32;
    TreeTable table = TreeTable.read(node, prefix, precision);
    for (int i = 0; i < table.nodes(); i++) {
      boolean leaf = table.mode()[i] == NodeMode.LEAF;
      if (leaf && table.firstWeight()[i] == table.firstWeight()[i + 1]) {
        throw Plan.notCompiled(node, "with a leaf of no weight");
      }
      if (!leaf && (table.feature()[i] < 0 || table.feature()[i] >= input.width())) {
        throw TreeTable.corrupt(
            node,
            "reads feature %d, but its input has %d columns"
                .formatted(table.feature()[i], input.width()));
      }
    }
    for (int target : table.target()) {
      if (target < 0 || target >= targets) {
        throw TreeTable.corrupt(node, "writes target %d of %d".formatted(target, targets));
      }
    }
    return table;
  }

  static void regressor(OnnxNode node, Plan plan) {
    Block from = input(node, plan);
    int targets = (int) Math.clamp(node.integer("n_targets", 0), 0, MOST_TARGETS);
    if (targets == 0) {
      throw Plan.notCompiled(node, "without targets");
    }
    TreeTable table = table(node, "target", from, targets);
    String aggregate = node.text("aggregate_function", "SUM");
    int features = from.width();
    Engine engine =
        switch (aggregate) {
          case "SUM" -> Forests.sums(node, table, features, targets, plan);
          case "AVERAGE" -> Forests.means(node, table, features, targets, plan);
          case "MIN", "MAX" -> {
            if (targets > 1) {
              throw Plan.notCompiled(node, "with the extremes of several targets");
            }
            yield new Extreme(Forests.leaves(node, table, features, plan), aggregate.equals("MAX"));
          }
          default -> throw Plan.notCompiled(node, "with the aggregate '%s'".formatted(aggregate));
        };
    double[] base = TreeTable.numbers(node, "base_values", table.precision());
    if (base.length != targets && base.length != 0) {
      throw Plan.notCompiled(node, "with %d base values".formatted(base.length));
    }
    double[] added = Arrays.copyOf(base, targets);
    PostTransform transform = LinearModels.transform(node);
    // One score alone is left as it is.
    PostTransform applied = targets > 1 ? transform : PostTransform.NONE;
    finish(node, plan, from, engine, table.precision(), targets, 0, added, Ending.of(applied));
  }

  static void classifier(OnnxNode node, Plan plan) {
    Block from = input(node, plan);
    int strings = node.texts("classlabels_strings").size();
    int classes = strings > 0 ? strings : node.integers("classlabels_int64s").length;
    TreeTable table = table(node, "class", from, Math.max(classes, 1));
    double[] base = TreeTable.numbers(node, "base_values", table.precision());
    PostTransform transform = LinearModels.transform(node);
    boolean whole = base.length == classes || base.length == 0;
    if (classes < 2 || !(whole || (classes == 2 && base.length == 1))) {
      throw Plan.notCompiled(
          node, "with %d classes and %d base values".formatted(classes, base.length));
    }
    Engine engine = Forests.sums(node, table, from.width(), classes, plan);
    Ending ending = Ending.of(transform);
    double[] added = Arrays.copyOf(base, classes);
    if (classes == 2) {
      boolean second = scoresSecond(node, table);
      if (base.length > (second ? 0 : 1)) {
        throw Plan.notCompiled(node, "with %d base values for two classes".formatted(base.length));
      }
      ending = second ? ending : single(table, transform);
    }
    finish(node, plan, from, engine, table.precision(), classes, 1, added, ending);
  }

  /// Whether every row has a score for the second of two classes, or none has. Where it depends on the row,
  /// so does what ONNX Runtime makes of it.
  private static boolean scoresSecond(OnnxNode node, TreeTable table) {
    boolean some = false;
    for (int tree = 0; tree < table.roots().length; tree++) {
      boolean every = true;
      for (int i = table.roots()[tree]; i < table.end(tree); i++) {
        if (table.mode()[i] == NodeMode.LEAF) {
          boolean has = false;
          for (int w = table.firstWeight()[i]; w < table.firstWeight()[i + 1]; w++) {
            has |= table.target()[w] == 1;
          }
          every &= has;
          some |= has;
        }
      }
      if (every) {
        return true;
      }
    }
    if (some) {
      throw Plan.notCompiled(node, "with leaves that score different classes");
    }
    return false;
  }

  /// Two classes of which only the first has scores: they are those of the second. Without a logistic,
  /// weights that are all positive are taken for probabilities.
  private static Ending single(TreeTable table, PostTransform transform) {
    if (transform == PostTransform.LOGISTIC) {
      return Ending.LOGISTIC_PAIR;
    }
    boolean positive = Arrays.stream(table.weight()).noneMatch(w -> w < 0);
    return positive ? Ending.COMPLEMENT : Ending.OPPOSITE;
  }

  private static void finish(
      OnnxNode node,
      Plan plan,
      Block from,
      Engine engine,
      Precision precision,
      int targets,
      int output,
      double[] base,
      Ending ending) {
    Block to = plan.make(node.outputs().get(output), ElementType.FLOAT, targets);
    plan.add(tape -> {
      double[] out = tape.makeNumbers(to);
      engine.score(tape.numbers(from), tape.rows(), out);
      for (int at = 0; at < out.length; at += targets) {
        for (int i = 0; i < targets; i++) {
          double sum = out[at + i] + base[i];
          out[at + i] = precision == Precision.FLOAT32 ? (float) sum : sum;
        }
        ending.apply(out, at, targets);
      }
    });
  }

  /// What becomes of a row's sums: a transform of each, or two scores made of the first.
  private record Ending(@Nullable PostTransform transform, Pair pair) {
    static final Ending COMPLEMENT = new Ending(null, Pair.COMPLEMENT);
    static final Ending LOGISTIC_PAIR = new Ending(null, Pair.LOGISTIC);
    static final Ending OPPOSITE = new Ending(null, Pair.OPPOSITE);

    private enum Pair {
      NONE,
      COMPLEMENT,
      LOGISTIC,
      OPPOSITE
    }

    static Ending of(PostTransform transform) {
      return new Ending(transform, Pair.NONE);
    }

    void apply(double[] scores, int at, int count) {
      if (transform != null) {
        transform.apply(scores, at, count);
      }
      double score = scores[at];
      switch (pair) {
        case NONE -> {}
        case COMPLEMENT -> {
          scores[at] = 1 - score;
          scores[at + 1] = score;
        }
        case LOGISTIC -> {
          scores[at] = PostTransform.logistic((float) -score);
          scores[at + 1] = PostTransform.logistic((float) score);
        }
        case OPPOSITE -> {
          scores[at] = -score;
          scores[at + 1] = score;
        }
      }
      for (int i = at; i < at + count; i++) {
        scores[i] = (float) scores[i];
      }
    }
  }

  /// The least or the greatest of an engine's outputs.
  private record Extreme(Engine leaves, boolean greatest) implements Engine {
    @Override
    public int inputs() {
      return leaves.inputs();
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      int trees = leaves.outputs();
      double[] values = new double[rows * trees];
      leaves.score(matrix, rows, values);
      for (int r = 0; r < rows; r++) {
        double best = values[r * trees];
        for (int i = r * trees + 1; i < (r + 1) * trees; i++) {
          best = (greatest ? values[i] > best : values[i] < best) ? values[i] : best;
        }
        out[r] = best;
      }
    }
  }
}
