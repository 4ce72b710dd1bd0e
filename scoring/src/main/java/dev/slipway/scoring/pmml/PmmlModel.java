package dev.slipway.scoring.pmml;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model that is evaluated a row at a time: one number for a regression, one probability for each class
/// of a classification. NaN where a value is missing that it cannot do without.
interface PmmlModel {
  /// How many numbers it gives.
  int width();

  double[] evaluate(@Nullable Object[] row);

  /// A node of a tree.
  ///
  /// @param result what a row that ends here gets, null where the node has no score
  /// @param defaultChild where a row goes whose test is unknown, or -1
  record Node(Predicate test, double @Nullable [] result, List<Node> children, int defaultChild) {}

  /// A decision tree.
  ///
  /// @param toDefault whether an unknown test sends a row to the default child
  /// @param lastOnUnknown whether an unknown test ends the walk at the node that was reached
  /// @param lastOnNone whether a node none of whose children holds is the end, rather than no result
  record Tree(Node root, int width, boolean toDefault, boolean lastOnUnknown, boolean lastOnNone)
      implements PmmlModel {
    @Override
    public double[] evaluate(@Nullable Object[] row) {
      double[] none = new double[width];
      Arrays.fill(none, Double.NaN);
      if (root.test.test(row) != Predicate.Answer.TRUE) {
        return none;
      }
      Node node = root;
      double[] last = root.result == null ? none : root.result;
      while (!node.children.isEmpty()) {
        Node next = null;
        boolean unknown = false;
        for (Node child : node.children) {
          Predicate.Answer answer = child.test.test(row);
          if (answer == Predicate.Answer.TRUE) {
            next = child;
            break;
          }
          if (answer == Predicate.Answer.UNKNOWN && (toDefault || lastOnUnknown)) {
            unknown = true;
            break;
          }
        }
        if (unknown && toDefault && node.defaultChild >= 0) {
          next = node.children.get(node.defaultChild);
        }
        if (next == null) {
          return (unknown ? lastOnUnknown : lastOnNone) ? last : none;
        }
        node = next;
        last = node.result == null ? last : node.result;
      }
      return node.result == null ? none : node.result;
    }
  }

  /// A sum of terms for each table, behind a normalization.
  ///
  /// @param position the output of each table
  record Regression(List<List<Term>> tables, int[] position, Normalization normalization)
      implements PmmlModel {
    /// Adds to the sum, or gives NaN where its value is missing.
    interface Term {
      double value(@Nullable Object[] row);
    }

    @Override
    public int width() {
      return tables.size();
    }

    @Override
    public double[] evaluate(@Nullable Object[] row) {
      double[] sums = new double[tables.size()];
      for (int i = 0; i < sums.length; i++) {
        for (Term term : tables.get(i)) {
          sums[i] += term.value(row);
        }
      }
      normalization.apply(sums);
      double[] result = new double[sums.length];
      for (int i = 0; i < sums.length; i++) {
        result[position[i]] = sums[i];
      }
      return result;
    }
  }

  /// What turns sums into a prediction or into probabilities.
  enum Normalization {
    NONE,
    SIMPLEMAX,
    SOFTMAX,
    LOGIT,
    EXP;

    void apply(double[] sums) {
      switch (this) {
        case NONE -> {
          // The last class of a classification gets what the others leave.
          if (sums.length > 1) {
            complement(sums);
          }
        }
        case EXP -> Arrays.setAll(sums, i -> Math.exp(sums[i]));
        case LOGIT -> {
          Arrays.setAll(sums, i -> 1 / (1 + Math.exp(-sums[i])));
          if (sums.length == 2) {
            complement(sums);
          } else if (sums.length > 2) {
            share(sums);
          }
        }
        case SIMPLEMAX -> share(sums);
        case SOFTMAX -> {
          double greatest = Arrays.stream(sums).max().orElse(0);
          Arrays.setAll(sums, i -> Math.exp(sums[i] - greatest));
          share(sums);
        }
      }
    }

    private static void complement(double[] values) {
      int last = values.length - 1;
      values[last] = 1 - Arrays.stream(values, 0, last).sum();
    }

    private static void share(double[] values) {
      double sum = Arrays.stream(values).sum();
      Arrays.setAll(values, i -> values[i] / sum);
    }
  }

  /// A model of several, each for the rows that its predicate holds for.
  record Mining(List<Segment> segments, Method method, int width) implements PmmlModel {
    record Segment(Predicate test, double weight, PmmlModel model) {}

    /// How the segments' results become one.
    enum Method {
      SUM,
      AVERAGE,
      WEIGHTED_AVERAGE,
      MAJORITY_VOTE,
      WEIGHTED_MAJORITY_VOTE,
      SELECT_FIRST,
      MODEL_CHAIN
    }

    @Override
    public double[] evaluate(@Nullable Object[] row) {
      double[] total = new double[width];
      double weights = 0;
      for (Segment segment : segments) {
        if (segment.test.test(row) != Predicate.Answer.TRUE) {
          continue;
        }
        double[] result = segment.model.evaluate(row);
        if (method == Method.SELECT_FIRST) {
          return result;
        }
        if (method == Method.MODEL_CHAIN) {
          total = result;
          weights = 1;
          continue;
        }
        double weight = weight(segment);
        weights += weight;
        if (votes() && width > 1) {
          total[greatest(result)] += weight;
        } else {
          for (int i = 0; i < width; i++) {
            total[i] += weight * result[i];
          }
        }
      }
      if (weights == 0) {
        Arrays.fill(total, Double.NaN);
      } else if (method != Method.SUM && method != Method.MODEL_CHAIN) {
        for (int i = 0; i < width; i++) {
          total[i] /= weights;
        }
      }
      return total;
    }

    private double weight(Segment segment) {
      return switch (method) {
        case WEIGHTED_AVERAGE, WEIGHTED_MAJORITY_VOTE -> segment.weight;
        case SUM, AVERAGE, MAJORITY_VOTE, SELECT_FIRST, MODEL_CHAIN -> 1;
      };
    }

    private boolean votes() {
      return method == Method.MAJORITY_VOTE || method == Method.WEIGHTED_MAJORITY_VOTE;
    }
  }

  /// A model with assignments to cells before and after it, and its target's scale.
  record Prepared(
      List<Assignment> before, PmmlModel model, double factor, double constant, List<Result> after)
      implements PmmlModel {
    /// Computes a field.
    record Assignment(Scope.Cell to, Expression value) {}

    /// Stores a result where later segments read it.
    record Result(Scope.Cell to, java.util.function.Function<double[], @Nullable Object> value) {}

    @Override
    public int width() {
      return model.width();
    }

    @Override
    public double[] evaluate(@Nullable Object[] row) {
      for (Assignment assignment : before) {
        row[assignment.to.at()] =
            Expression.typed(assignment.value.value(row), assignment.to.type());
      }
      double[] result = model.evaluate(row);
      if (width() == 1 && (factor != 1 || constant != 0)) {
        result = new double[] {result[0] * factor + constant};
      }
      for (Result output : after) {
        row[output.to.at()] = Expression.typed(output.value.apply(result), output.to.type());
      }
      return result;
    }
  }

  static int greatest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
