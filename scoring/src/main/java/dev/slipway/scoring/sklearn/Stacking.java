package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.List;

/// A predictor of the predictions of others, and perhaps of the columns themselves.
final class Stacking {
  private Stacking() {}

  static Model stacked(Estimator stacking, Frame in, Reading reading) {
    List<Pickled> methods = stacking.list("stack_method_");
    List<Pickled> estimators = stacking.list("estimators_");
    List<ColumnOperation> columns = new ArrayList<>();
    for (int i = 0; i < estimators.size() && i < methods.size(); i++) {
      Estimator member = Estimator.require(estimators.get(i), "a member");
      Model model = Predictors.read(member, in, reading);
      columns.add(
          columns(
              model, member, methods.get(i) instanceof Text(String text) ? text : "", stacking));
    }
    Frame out = Frame.complete(columns.stream().mapToInt(ColumnOperation::width).sum());
    ColumnOperation all = Beside.of(columns);
    if (stacking.flag("passthrough", false)) {
      all = Beside.of(List.of(all, new Pick(in.positions(), false)));
      out = Frame.concat(List.of(out, in));
    }
    Model last = Predictors.read(stacking.child("final_estimator_"), out, reading).after(all);
    if (!stacking.has("classes_") || last.output() instanceof Output.Values) {
      return last;
    }
    // The last one is fitted on the numbers of the classes.
    Classes classes = ClassLabels.of(stacking);
    if (classes.size() != last.classes().size()) {
      throw Refusal.corrupt(
          "%s of %d classes ends in a model of %d"
              .formatted(stacking.name(), classes.size(), last.classes().size()));
    }
    return last.labelled(classes);
  }

  private static ColumnOperation columns(
      Model model, Estimator member, String method, Estimator stacking) {
    return switch (method) {
      case "predict_proba" -> Ensembles.informative(model, member);
      case "decision_function" -> {
        Model decision = model.decided();
        if (decision == null) {
          throw stacking.unsupported("stack_method", method + " of " + member.name());
        }
        yield decision.asColumns();
      }
      case "predict" ->
          model.output() instanceof Output.Values
              ? model.asColumns()
              : labels(model.chosen(), member).asColumns();
      default -> throw stacking.unsupported("stack_method", method + " of " + member.name());
    };
  }

  /// The predicted class as the number that it is.
  private static Model labels(Model chosen, Estimator member) {
    Classes classes = chosen.classes();
    double[] numbers = new double[classes.size()];
    for (int i = 0; i < numbers.length; i++) {
      try {
        numbers[i] = Double.parseDouble(classes.label(i));
      } catch (NumberFormatException e) {
        throw Refusal.unsupported(
            "a stack of the class that %s predicts, where it is text".formatted(member.name()));
      }
    }
    return new Model(
        chosen.columns(), chosen.engine().then(new Numbered(numbers)), ClassLabels.values(1));
  }

  private record Numbered(double[] numbers) implements Link {
    @Override
    public int outputs(int inputs) {
      return 1;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        out[r] = numbers[(int) raw[r]];
      }
    }
  }
}
