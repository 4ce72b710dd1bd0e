package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Estimators made of estimators: pipelines and unions.
final class Composition {
  private Composition() {}

  static Step pipeline(Estimator pipeline, Frame in, Reading reading) {
    return transform(steps(pipeline), in, reading);
  }

  /// A pipeline that ends in a predictor.
  static Model predictor(Estimator pipeline, Frame in, Reading reading) {
    List<Pickled> steps = steps(pipeline);
    if (steps.isEmpty()) {
      throw Refusal.corrupt("a Pipeline has no steps");
    }
    Step before = transform(steps.subList(0, steps.size() - 1), in, reading);
    Model model =
        Predictors.read(
            Estimator.require(second(steps.getLast()), "the last step"), before.out(), reading);
    return model.after(before.operation());
  }

  static Step featureUnion(Estimator union, Frame in, Reading reading) {
    List<ColumnOperation> operations = new ArrayList<>();
    List<Frame> frames = new ArrayList<>();
    if (union.has("transformer_weights")) {
      throw union.unsupported("transformer_weights", "…");
    }
    for (Pickled entry : union.list("transformer_list")) {
      Pickled member = second(entry);
      if (member instanceof Text(String word) && word.equals("drop")) {
        continue;
      }
      addBeside(asStep(member, in, reading), in, reading, operations, frames);
    }
    return beside(operations, frames);
  }

  /// A function that is no function: the identity, or scikit-learn's own check of its input.
  static Step function(Estimator function, Frame in, Reading reading) {
    if (function.has("func") && !isCheck(function.get("func"))) {
      throw Refusal.unsupported(
          "a FunctionTransformer with func=%s runs Python code"
              .formatted(described(function.get("func"))));
    }
    return Step.unchanged(in);
  }

  private static boolean isCheck(@Nullable Pickled function) {
    return function instanceof Pickled.Instance partial
        && partial.is("functools.partial")
        && !partial.arguments().isEmpty()
        && partial.arguments().getFirst() instanceof Pickled.Global checked
        && checked.is("sklearn.utils.validation.check_array");
  }

  /// A member of a composition, which may be the word `passthrough` or null.
  static Step asStep(@Nullable Pickled member, Frame in, Reading reading) {
    if (member == null
        || member == Pickled.None.NONE
        || (member instanceof Text(String word) && word.equals("passthrough"))) {
      return Step.unchanged(in);
    }
    return Transformers.read(Estimator.require(member, "a step"), in, reading);
  }

  static void addBeside(
      Step step, Frame in, Reading reading, List<ColumnOperation> operations, List<Frame> frames) {
    ColumnOperation operation = step.operation();
    if (step.out().width() == 0) {
      return;
    }
    operations.add(
        operation == null
            ? new Pick(step.out().positions(), in.hasText(reading.inputs()))
            : operation.width() == step.out().width()
                ? operation
                : new Chain(
                    List.of(operation, new Pick(step.out().positions(), operation.text()))));
    frames.add(step.out().renumbered());
  }

  static Step beside(List<ColumnOperation> operations, List<Frame> frames) {
    if (operations.isEmpty()) {
      throw Refusal.unsupported("a step that leaves no columns is not supported");
    }
    return new Step(Beside.of(operations), Frame.concat(frames));
  }

  /// The second item of a `(name, estimator)` tuple.
  static Pickled second(Pickled entry) {
    if (entry instanceof Sequence tuple && tuple.size() >= 2) {
      return tuple.get(1);
    }
    throw Refusal.corrupt("a step is no pair of name and estimator");
  }

  private static Step transform(List<Pickled> steps, Frame in, Reading reading) {
    List<ColumnOperation> operations = new ArrayList<>();
    Frame frame = in;
    for (Pickled entry : steps) {
      Step step = asStep(second(entry), frame, reading);
      if (step.operation() != null) {
        operations.add(step.operation());
      }
      frame = step.out();
    }
    return new Step(Chain.of(operations), frame);
  }

  private static List<Pickled> steps(Estimator pipeline) {
    return pipeline.list("steps");
  }

  private static String described(@Nullable Pickled function) {
    return switch (function) {
      case Pickled.Global global -> global.toString();
      case Pickled.Instance instance when instance.type() != null -> instance.type() + "(…)";
      case null, default -> "…";
    };
  }
}
