package dev.slipway.scoring.pmml;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A PMML document compiled to arrays and steps on a [Frame], one frame a call. Immutable and thread-safe.
final class PmmlScorer implements Scorer {
  private final Signature signature;
  private final Layout layout = new Layout();
  private final List<Scope.Cell> inputs = new ArrayList<>();
  private final Kind kind;
  private final Prepared model;

  PmmlScorer(Element document) {
    Map<String, Element> dictionary = new LinkedHashMap<>();
    document
        .need("DataDictionary")
        .all("DataField")
        .forEach(f -> dictionary.put(f.attribute("name"), f));
    Element element = ModelReader.model(document);
    Scope raw = new Scope(layout);
    List<Field> fields = new ArrayList<>();
    for (Element field : element.need("MiningSchema").all("MiningField").toList()) {
      if (FieldTreatment.active(field)) {
        Scope.Cell cell = input(field.attribute("name"), dictionary, raw);
        inputs.add(cell);
        fields.add(Field.optional(cell.name(), cell.type().column()));
      }
    }
    Optional<Element> transformations = document.child("TransformationDictionary");
    transformations.ifPresent(t -> t.all("DefineFunction").forEach(layout::define));
    ModelReader reader = new ModelReader(dictionary);
    this.kind = reader.kind(element, Optional.empty());
    this.model = reader.outermost(element, kind, raw, transformations);
    this.signature = new Signature(fields, output(element));
  }

  private static Scope.Cell input(String name, Map<String, Element> dictionary, Scope raw) {
    Element field = dictionary.get(name);
    if (field == null) {
      throw Element.corrupt("has no DataField '%s'".formatted(Element.abbreviated(name)));
    }
    if (raw.knows(name)) {
      throw Element.corrupt(
          "lists '%s' twice in a MiningSchema".formatted(Element.abbreviated(name)));
    }
    return raw.add(name, FieldType.of(field));
  }

  private Output output(Element element) {
    return switch (kind.scores()) {
      case VALUE -> new Output.Values(List.of(ModelReader.target(element).orElse("prediction")));
      case PROBABILITIES -> new Output.Probabilities(new Classes(kind.classes(), kind.type()));
      case MARGINS -> new Output.Decision(new Classes(kind.classes(), kind.type()));
    };
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
    Frame frame = layout.frame();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < inputs.size(); c++) {
        Scope.Cell cell = inputs.get(c);
        if (cell.text()) {
          frame.texts[cell.at()] = rows.text(r, c);
        } else {
          frame.numbers[cell.at()] = cell.type().held(rows.number(r, c)) + 0.0;
        }
      }
      model.evaluate(frame);
      if (width < model.width()) {
        // Two classes with margins have one score: above zero for the second.
        out[r * width] = frame.numbers[model.at() + 1] - frame.numbers[model.at()];
      } else {
        System.arraycopy(frame.numbers, model.at(), out, r * width, width);
      }
    }
  }
}
