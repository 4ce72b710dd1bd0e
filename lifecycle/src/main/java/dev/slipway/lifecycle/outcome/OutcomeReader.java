package dev.slipway.lifecycle.outcome;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.project.Truth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads a model's scores and a truth given as text the way the model's package says. Immutable.
public final class OutcomeReader {
  private final Task task;
  private final Output output;
  private final Optional<Truth> truth;

  OutcomeReader(Task task, Output output, Optional<Truth> truth) {
    this.task = task;
    this.output = output;
    this.truth = truth;
  }

  public static OutcomeReader of(ModelPackage contents) {
    return new OutcomeReader(
        contents.task(),
        contents.signature().output(),
        contents.target().positive().map(Truth::new));
  }

  public Task task() {
    return task;
  }

  /// Empty where the truth is none of the target's: no class of the model, no number.
  public Optional<Judged> judge(double[] scores, String label) {
    return switch (task) {
      case BINARY_CLASSIFICATION -> binary(scores, label);
      case MULTICLASS_CLASSIFICATION -> classes().flatMap(classes -> oneOf(classes, scores, label));
      case REGRESSION, OTHER ->
          number(label)
              .filter(_ -> scores.length > 0)
              .map(truth -> new Judged.Number(scores[0], truth));
    };
  }

  /// The number that a score column is profiled by: the probability of the positive class, a margin, or
  /// the predicted number; of several classes, the greatest probability.
  public double score(double[] scores) {
    return switch (output) {
      case Output.Values _ -> scores[0];
      case Output.Probabilities p ->
          p.width() == 2
              ? scores[positive(p.classes())]
              : scores[Predictions.classIndex(p, scores, 0)];
      case Output.Decision d ->
          d.width() == 1 ? scores[0] : scores[Predictions.classIndex(d, scores, 0)];
      case Output.Label _ -> scores[0];
    };
  }

  /// The probability of the positive class, where a binary classifier gives one.
  public OptionalDouble probability(double[] scores) {
    return switch (output) {
      case Output.Values _ -> OptionalDouble.of(scores[0]);
      case Output.Probabilities p -> OptionalDouble.of(scores[positive(p.classes())]);
      case Output.Decision _, Output.Label _ -> OptionalDouble.empty();
    };
  }

  /// Whether a binary classifier that gives probabilities predicts the positive class.
  public boolean predictsPositive(double[] scores) {
    return output instanceof Output.Probabilities p
        ? Predictions.classIndex(p, scores, 0) == positive(p.classes())
        : scores[0] > 0.5;
  }

  private Optional<Judged> binary(double[] scores, String label) {
    Optional<Boolean> truth = positive(label);
    if (truth.isEmpty()) {
      return Optional.empty();
    }
    boolean yes = truth.get();
    return switch (output) {
      case Output.Values _ -> Optional.of(new Judged.Binary(scores[0], true, scores[0] > 0.5, yes));
      case Output.Probabilities p -> {
        int positive = positive(p.classes());
        boolean predicted = Predictions.classIndex(p, scores, 0) == positive;
        yield Optional.of(new Judged.Binary(scores[positive], true, predicted, yes));
      }
      case Output.Decision d -> {
        boolean predicted = Predictions.classIndex(d, scores, 0) == positive(d.classes());
        double toward = positive(d.classes()) == 1 ? scores[0] : -scores[0];
        yield Optional.of(new Judged.Binary(toward, false, predicted, yes));
      }
      case Output.Label l -> {
        boolean predicted = (int) scores[0] == positive(l.classes());
        yield Optional.of(new Judged.Binary(predicted ? 1 : 0, false, predicted, yes));
      }
    };
  }

  private Optional<Judged> oneOf(Classes classes, double[] scores, String label) {
    int truth = index(classes.labels(), label);
    if (truth < 0) {
      return Optional.empty();
    }
    int predicted = Predictions.classIndex(output, scores, 0);
    if (output instanceof Output.Probabilities) {
      double distance = 0;
      for (int k = 0; k < classes.size(); k++) {
        double error = scores[k] - (k == truth ? 1 : 0);
        distance += error * error;
      }
      return Optional.of(new Judged.Class(predicted, truth, distance / 2));
    }
    return Optional.of(new Judged.Class(predicted, truth, predicted == truth ? 0 : 1));
  }

  private Optional<Boolean> positive(String label) {
    try {
      if (truth.isPresent()) {
        return Optional.of(truth.get().isPositive(label));
      }
      return classes()
          .map(classes -> index(classes.labels(), label))
          .filter(index -> index >= 0)
          .map(index -> index == classes().orElseThrow().size() - 1);
    } catch (SlipwayException _) {
      return Optional.empty();
    }
  }

  /// The positive class among the model's. A comparison's classes are `false` and `true`, or 0 and 1.
  private int positive(Classes classes) {
    int last = classes.size() - 1;
    if (truth.isEmpty() || truth.get().isComparison()) {
      int named = classes.labels().indexOf("true");
      return named >= 0 ? named : last;
    }
    for (int k = 0; k < classes.size(); k++) {
      if (truth.get().isPositive(classes.label(k))) {
        return k;
      }
    }
    return last;
  }

  private Optional<Classes> classes() {
    return switch (output) {
      case Output.Values _ -> Optional.empty();
      case Output.Probabilities p -> Optional.of(p.classes());
      case Output.Decision d -> Optional.of(d.classes());
      case Output.Label l -> Optional.of(l.classes());
    };
  }

  private static int index(List<String> labels, String label) {
    int exact = labels.indexOf(label);
    if (exact >= 0) {
      return exact;
    }
    Optional<Double> wanted = number(label);
    for (int k = 0; wanted.isPresent() && k < labels.size(); k++) {
      if (number(labels.get(k)).equals(wanted)) {
        return k;
      }
    }
    return -1;
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
