package dev.slipway.scoring.pmml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision tree, walked node by node.
///
/// @param lastOnNone whether a node none of whose children holds is the end, rather than no result
record TreeModel(int at, int width, Node root, MissingStrategy strategy, boolean lastOnNone)
    implements PmmlModel {
  /// What happens where a test is unknown.
  enum MissingStrategy {
    NONE,
    DEFAULT_CHILD,
    LAST_PREDICTION,
    NULL_PREDICTION,
    WEIGHTED_CONFIDENCE,
    AGGREGATE_NODES
  }

  /// A node of a tree.
  ///
  /// @param result what a row that ends here gets, null where the node has no score
  /// @param counts the training records of each class, null where they are not given
  /// @param records all training records, or NaN
  /// @param defaultChild where a row goes whose test is unknown, or -1
  record Node(
      Predicate test,
      double @Nullable [] result,
      double @Nullable [] counts,
      double records,
      List<Node> children,
      int defaultChild) {}

  @Override
  public void evaluate(Frame frame) {
    if (root.test.test(frame) != Predicate.Answer.TRUE) {
      frame.fill(at, width, Double.NaN);
      return;
    }
    Node node = root;
    double[] last = root.result;
    while (!node.children.isEmpty()) {
      Node next = null;
      for (int i = 0; i < node.children.size() && next == null; i++) {
        Node child = node.children.get(i);
        switch (child.test.test(frame)) {
          case TRUE -> next = child;
          case FALSE -> {}
          case UNKNOWN -> {
            switch (strategy) {
              case NONE -> {}
              case DEFAULT_CHILD -> {
                if (node.defaultChild < 0) {
                  frame.fill(at, width, Double.NaN);
                  return;
                }
                next = node.children.get(node.defaultChild);
              }
              case LAST_PREDICTION -> {
                give(frame, last);
                return;
              }
              case NULL_PREDICTION -> {
                frame.fill(at, width, Double.NaN);
                return;
              }
              case WEIGHTED_CONFIDENCE -> {
                give(frame, weighted(node, i, frame));
                return;
              }
              case AGGREGATE_NODES -> {
                double[] counts = new double[width];
                aggregate(node, i, frame, counts);
                give(frame, shares(counts));
                return;
              }
            }
          }
        }
      }
      if (next == null) {
        give(frame, lastOnNone ? last : null);
        return;
      }
      node = next;
      last = node.result == null ? last : node.result;
    }
    give(frame, node.result);
  }

  private void give(Frame frame, double @Nullable [] result) {
    if (result == null) {
      frame.fill(at, width, Double.NaN);
    } else {
      System.arraycopy(result, 0, frame.numbers, at, width);
    }
  }

  /// The classes' shares of the children from `first` that do not fail, weighted by their records.
  private double @Nullable [] weighted(Node node, int first, Frame frame) {
    double[] total = new double[width];
    double records = 0;
    for (int c = first; c < node.children.size(); c++) {
      Node child = node.children.get(c);
      if (child.test.test(frame) == Predicate.Answer.FALSE) {
        continue;
      }
      double[] shares = below(child, frame);
      if (shares == null) {
        return null;
      }
      records += child.records;
      for (int i = 0; i < width; i++) {
        total[i] += shares[i] * child.records;
      }
    }
    for (int i = 0; i < width; i++) {
      total[i] /= records;
    }
    return total;
  }

  private double @Nullable [] below(Node node, Frame frame) {
    if (node.children.isEmpty()) {
      return node.result;
    }
    for (int i = 0; i < node.children.size(); i++) {
      switch (node.children.get(i).test.test(frame)) {
        case TRUE -> {
          return below(node.children.get(i), frame);
        }
        case UNKNOWN -> {
          return weighted(node, i, frame);
        }
        case FALSE -> {}
      }
    }
    return lastOnNone ? node.result : null;
  }

  /// Adds up the records of every leaf that can be reached where unknown is taken for true.
  private void aggregate(Node node, int first, Frame frame, double[] counts) {
    if (node.children.isEmpty() && node.counts != null) {
      for (int i = 0; i < width; i++) {
        counts[i] += node.counts[i];
      }
    }
    for (int i = first; i < node.children.size(); i++) {
      Node child = node.children.get(i);
      Predicate.Answer answer = child.test.test(frame);
      if (answer != Predicate.Answer.FALSE) {
        aggregate(child, 0, frame, counts);
      }
      if (answer == Predicate.Answer.TRUE) {
        return;
      }
    }
  }

  static double @Nullable [] shares(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    if (!(sum > 0)) {
      return null;
    }
    double[] shares = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shares[i] = counts[i] / sum;
    }
    return shares;
  }
}
