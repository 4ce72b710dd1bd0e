package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import java.util.ArrayList;
import java.util.List;

/// The tree of estimators in a pickle, for people.
final class Outline {
  private static final int MAX_LINES = 200;
  private static final int MAX_DEPTH = 12;
  private static final List<String> MEMBERS =
      List.of(
          "steps",
          "transformers_",
          "transformer_list",
          "estimators_",
          "estimator_",
          "estimator",
          "base_estimator",
          "final_estimator_",
          "calibrated_classifiers_",
          "best_estimator_",
          "regressor_",
          "init_",
          "_preprocessor");

  private final List<String> lines = new ArrayList<>();

  private Outline() {}

  static List<String> of(Pickled root) {
    Outline outline = new Outline();
    outline.add(root, "", 0);
    return outline.lines;
  }

  /// What a value is, in a word or two.
  static String described(Pickled value) {
    return switch (value) {
      case Instance instance -> instance.type() == null ? "a call" : "a " + instance.type();
      case Sequence _ -> "a list";
      case Pickled.Dict _ -> "a dict";
      case Pickled.Text _ -> "a text";
      case Pickled.Bytes _ -> "bytes";
      case Pickled.Global global -> "the name " + global;
      case Pickled.None _ -> "None";
      case Pickled.Bool _, Pickled.Int _, Pickled.BigInt _, Pickled.Real _ -> "a number";
    };
  }

  private void add(Pickled value, String label, int depth) {
    Estimator estimator = Estimator.of(value);
    if (estimator == null || lines.size() >= MAX_LINES || depth > MAX_DEPTH) {
      return;
    }
    lines.add("  ".repeat(depth) + label + estimator.name());
    if (isLeaf(estimator)) {
      return;
    }
    for (String attribute : MEMBERS) {
      if (estimator.get(attribute) instanceof Sequence members) {
        members.items().forEach(member -> addMember(member, depth + 1));
      } else if (estimator.get(attribute) instanceof Instance instance) {
        add(instance, "", depth + 1);
      }
    }
  }

  private void addMember(Pickled member, int depth) {
    if (member instanceof Sequence named
        && named.size() >= 2
        && named.get(0) instanceof Pickled.Text(String name)) {
      if (named.get(1) instanceof Pickled.Text(String word)) {
        lines.add("  ".repeat(depth) + name + ": " + word);
      } else {
        add(named.get(1), name + ": ", depth);
      }
    } else {
      add(member, "", depth);
    }
  }

  /// Forests are one line: their trees are counted, not listed.
  private static boolean isLeaf(Estimator estimator) {
    return estimator.name().contains("Forest")
        || estimator.name().contains("Trees")
        || estimator.name().contains("GradientBoosting");
  }
}
