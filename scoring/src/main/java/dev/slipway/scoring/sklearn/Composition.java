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
  private static final int MAX_NESTING = 24;

  private Composition() {}

  static Step pipeline(Estimator pipeline, Frame in, Reading reading) {
    return transform(steps(pipeline), in, reading);
  }

  /// Whether an estimator predicts; a pipeline does if its last step does.
  static boolean predicts(Estimator estimator) {
    Estimator last = estimator;
    for (int i = 0; last.key().equals("pipeline.Pipeline") && i < MAX_NESTING; i++) {
      List<Pickled> steps = steps(last);
      Estimator member = steps.isEmpty() ? null : Estimator.of(second(steps.getLast()));
      if (member == null) {
        return false;
      }
      last = member;
    }
    return !Transformers.knows(last);
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
      addBeside(named(entry, asStep(member, in, reading)), in, reading, operations, frames);
    }
    Step step = beside(operations, frames);
    return new Step(step.operation(), step.out().sparse(frames.stream().anyMatch(Frame::sparse)));
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

  /// The step with its own name before those of its columns.
  static Step named(Pickled entry, Step step) {
    return entry instanceof Sequence pair && pair.get(0) instanceof Text(String name)
        ? new Step(step.operation(), step.out().within(name))
        : step;
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
}
