package dev.slipway.scoring.pmml;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A PMML document ready to score. It interprets the document row by row: microseconds, not nanoseconds.
final class PmmlScorer implements Scorer {
  private final Signature signature;
  private final Scope scope = new Scope();
  private final List<PmmlModel.Prepared.Assignment> transformations;
  private final PmmlModel model;

  PmmlScorer(Element document) {
    Element dictionary = document.need("DataDictionary");
    Element element = ModelBuilder.model(document);
    List<Field> inputs = new ArrayList<>();
    String target = "";
    for (Element field : element.need("MiningSchema").all("MiningField").toList()) {
      String name = field.attribute("name");
      switch (field.attribute("usageType", "active")) {
        case "active" -> {
          ColumnType type = Scope.type(dataField(dictionary, name));
          scope.add(name, type);
          inputs.add(Field.optional(name, type));
        }
        case "target", "predicted" -> target = name;
        default -> {}
      }
    }
    this.transformations =
        document
            .child("TransformationDictionary")
            .map(t -> ModelBuilder.derive(t, scope))
            .orElse(List.of());
    boolean classifies = element.attribute("functionName").equals("classification");
    Classes classes =
        classifies
            ? classes(element, dictionary, target)
            : new Classes(List.of("-"), ColumnType.STRING);
    this.model = new ModelBuilder(classifies ? classes.labels() : List.of()).build(element, scope);
    this.signature =
        new Signature(
            inputs,
            classifies
                ? new Output.Probabilities(classes)
                : new Output.Values(List.of(target.isEmpty() ? "prediction" : target)));
  }

  private static Element dataField(Element dictionary, String name) {
    return dictionary
        .all("DataField")
        .filter(f -> f.attribute("name").equals(name))
        .findFirst()
        .orElseThrow(() -> Element.corrupt("has no DataField '%s'".formatted(name)));
  }

  /// The values of the target, or where it lists none, those that the model predicts.
  private static Classes classes(Element model, Element dictionary, String target) {
    Set<String> labels = new LinkedHashSet<>();
    ColumnType type = ColumnType.STRING;
    if (!target.isEmpty()) {
      Element field = dataField(dictionary, target);
      type = Scope.type(field);
      field
          .all("Value")
          .filter(v -> v.attribute("property", "valid").equals("valid"))
          .forEach(v -> labels.add(v.attribute("value")));
    }
    if (labels.isEmpty()) {
      collect(model, labels);
    }
    if (labels.isEmpty()) {
      throw Element.corrupt("names no class of '%s'".formatted(target));
    }
    return new Classes(List.copyOf(labels), type);
  }

  private static void collect(Element element, Set<String> labels) {
    switch (element.name()) {
      case "RegressionTable" -> element.optional("targetCategory").ifPresent(labels::add);
      case "ScoreDistribution" -> labels.add(element.attribute("value"));
      case "Node" -> {
        if (element.child("ScoreDistribution").isEmpty()) {
          element.optional("score").ifPresent(labels::add);
        }
      }
      default -> {}
    }
    element.children().forEach(c -> collect(c, labels));
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public String format() {
    return "pmml";
  }

  @Override
  public void score(Rows rows, double[] out) {
    int width = signature.output().width();
    @Nullable Object[] row = new Object[scope.size()];
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < rows.width(); c++) {
        boolean numeric = signature.inputs().get(c).type().numeric();
        double number = rows.number(r, c);
        row[c] =
            numeric ? (Double.isNaN(number) ? null : (Object) (number + 0.0)) : rows.text(r, c);
      }
      for (PmmlModel.Prepared.Assignment derived : transformations) {
        row[derived.to().at()] = Expression.typed(derived.value().value(row), derived.to().type());
      }
      System.arraycopy(model.evaluate(row), 0, out, r * width, width);
    }
  }
}
