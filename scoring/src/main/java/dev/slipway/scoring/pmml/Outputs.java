package dev.slipway.scoring.pmml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields that a model adds for the models after it in a chain.
final class Outputs {
  private final List<Scope.Cell> cells = new ArrayList<>();
  private final List<Frame.Step> steps = new ArrayList<>();

  static Outputs none() {
    return new Outputs();
  }

  /// @param outer the fields around the model, which the outputs are added to
  static Outputs read(Element model, Kind kind, int at, Scope outer) {
    Outputs outputs = new Outputs();
    for (Element field :
        model.child("Output").map(o -> o.all("OutputField").toList()).orElse(List.of())) {
      outputs.add(field, kind, at, outer);
    }
    return outputs;
  }

  private void add(Element field, Kind kind, int at, Scope outer) {
    String name = field.attribute("name");
    String feature = field.attribute("feature", "predictedValue");
    Optional<FieldType> declared = field.optional("dataType").map(t -> FieldType.named(t, field));
    boolean elsewhere = field.optional("segmentId").isPresent();
    switch (elsewhere ? "segmentId" : feature) {
      case "predictedValue" -> {
        Expression value =
            kind.classifies()
                ? (Expression.Text)
                    frame ->
                        Double.isNaN(frame.numbers[at])
                            ? null
                            : kind.classes().get(frame.greatest(at, kind.width()))
                : (Expression.Number) frame -> frame.numbers[at];
        add(name, declared, value, outer);
      }
      case "probability" -> {
        if (kind.scores() != Kind.Scores.PROBABILITIES) {
          outer.refuse(name, "Output feature 'probability' of a model without probabilities");
          return;
        }
        Optional<String> label = field.optional("value");
        int index = label.map(kind::index).orElse(-1);
        add(
            name,
            declared,
            (Expression.Number)
                frame -> frame.numbers[at + (index < 0 ? frame.greatest(at, kind.width()) : index)],
            outer);
      }
      case "transformedValue", "decision" ->
          add(name, declared, new ExpressionReader(outer).in(field, declared), outer);
      default -> outer.refuse(name, "Output feature '%s'".formatted(Element.abbreviated(feature)));
    }
  }

  private void add(String name, Optional<FieldType> declared, Expression value, Scope outer) {
    FieldType type = declared.orElse(Expression.isText(value) ? FieldType.TEXT : FieldType.DOUBLE);
    Scope.Cell cell = outer.add(name, type);
    cells.add(cell);
    steps.add(Expression.assign(cell, value));
  }

  boolean isEmpty() {
    return cells.isEmpty();
  }

  /// Forgets the row before, whose values would otherwise stay where a segment is passed over.
  void clear(Frame frame) {
    for (Scope.Cell cell : cells) {
      if (cell.text()) {
        frame.texts[cell.at()] = null;
      } else {
        frame.numbers[cell.at()] = Double.NaN;
      }
    }
  }

  void fill(Frame frame) {
    for (Frame.Step step : steps) {
      step.run(frame);
    }
  }
}
