package dev.slipway.scoring.pmml;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a mining schema does to a field before the model sees it: a value is missing, valid or invalid by its
/// [Domain], then treated as the schema says.
final class FieldTreatment {
  /// What becomes of an invalid or a missing value.
  private enum Fate {
    KEEP,
    REPLACE,
    MISSING,
    NO_RESULT
  }

  /// A value of the field's type; NaN or null for none.
  private record Replacement(double number, @Nullable String text) {
    static Replacement of(Optional<String> literal, Scope.Cell cell) {
      if (literal.isEmpty()) {
        return new Replacement(Double.NaN, null);
      }
      return cell.text()
          ? new Replacement(Double.NaN, literal.get())
          : new Replacement(cell.number(literal.get()), null);
    }
  }

  private final Scope.Cell from;
  private final Scope.Cell to;
  private final Domain domain;
  private final Fate ofInvalid;
  private final Fate ofMissing;
  private final Replacement forInvalid;
  private final Replacement forMissing;
  private final PiecewiseLinear.Outliers outliers;
  private final double low;
  private final double high;

  private FieldTreatment(Element field, Domain domain, Scope.Cell from, Scope.Cell to) {
    this.from = from;
    this.to = to;
    this.domain = domain;
    Optional<String> invalid = field.optional("invalidValueReplacement");
    Optional<String> missing = field.optional("missingValueReplacement");
    this.ofInvalid = ofInvalid(field, invalid.isPresent());
    this.forInvalid = Replacement.of(invalid, from);
    this.ofMissing =
        refusesMissing(field) ? Fate.NO_RESULT : missing.isPresent() ? Fate.REPLACE : Fate.KEEP;
    this.forMissing = Replacement.of(missing, from);
    this.outliers = PiecewiseLinear.outliers(field);
    this.low = field.number("lowValue", Double.NEGATIVE_INFINITY);
    this.high = field.number("highValue", Double.POSITIVE_INFINITY);
  }

  /// Adds the fields of a mining schema to a scope, each as its outer field, or as a treated copy of it.
  ///
  /// @param dictionary the data dictionary's fields, for the outermost model only: what is inside it sees
  ///     values that were checked already
  static void prepare(Element schema, Map<String, Element> dictionary, Scope outer, Scope inner) {
    Set<String> seen = new HashSet<>();
    for (Element field : schema.all("MiningField").toList()) {
      String name = field.attribute("name");
      if (!seen.add(name)) {
        throw Element.corrupt(
            "lists '%s' twice in a MiningSchema".formatted(Element.abbreviated(name)));
      }
      Element data = dictionary.getOrDefault(name, Element.NONE);
      if (active(field) && outer.knows(name) && treats(field, data)) {
        Scope.Cell from = outer.need(name);
        Scope.Cell to = inner.add(name, from.type());
        inner.step(new FieldTreatment(field, new Domain(data, from), from, to)::run);
      }
    }
  }

  static boolean active(Element field) {
    return switch (field.attribute("usageType", "active")) {
      case "active" -> true;
      case "target",
          "predicted",
          "supplementary",
          "group",
          "order",
          "frequencyWeight",
          "analysisWeight" ->
          false;
      default ->
          throw Element.corrupt(
              "has usageType '%s'".formatted(Element.abbreviated(field.attribute("usageType"))));
    };
  }

  private static boolean treats(Element field, Element data) {
    return data.child("Value").isPresent()
        || data.child("Interval").isPresent()
        || field.optional("missingValueReplacement").isPresent()
        || refusesMissing(field)
        || PiecewiseLinear.outliers(field) != PiecewiseLinear.Outliers.PROLONGED;
  }

  private static boolean refusesMissing(Element field) {
    return field.attribute("missingValueTreatment", "").equals("returnInvalid");
  }

  private static Fate ofInvalid(Element field, boolean replaced) {
    String treatment = field.attribute("invalidValueTreatment", "returnInvalid");
    return switch (treatment) {
      case "returnInvalid" -> Fate.NO_RESULT;
      case "asIs" -> replaced ? Fate.REPLACE : Fate.KEEP;
      case "asMissing" -> Fate.MISSING;
      case "asValue" -> {
        if (!replaced) {
          throw Element.corrupt("has invalidValueTreatment asValue without a replacement");
        }
        yield Fate.REPLACE;
      }
      default ->
          throw Element.corrupt(
              "has invalidValueTreatment '%s'".formatted(Element.abbreviated(treatment)));
    };
  }

  private void run(Frame frame) {
    if (from.text()) {
      frame.texts[to.at()] = text(frame.texts[from.at()], frame);
    } else {
      frame.numbers[to.at()] = number(frame.numbers[from.at()], frame);
    }
  }

  private double number(double value, Frame frame) {
    return switch (domain.of(value)) {
      case MISSING -> missing(frame).number;
      case VALID -> within(value, frame);
      case INVALID ->
          switch (ofInvalid) {
            case KEEP -> value;
            case REPLACE -> forInvalid.number;
            case MISSING -> missing(frame).number;
            case NO_RESULT -> noResult(frame).number;
          };
    };
  }

  private double within(double value, Frame frame) {
    if (value >= low && value <= high) {
      return value;
    }
    return switch (outliers) {
      case PROLONGED -> value;
      case MISSING -> missing(frame).number;
      case CLAMPED -> value < low ? low : high;
    };
  }

  private @Nullable String text(@Nullable String value, Frame frame) {
    return switch (domain.of(value)) {
      case MISSING -> missing(frame).text;
      case VALID -> value;
      case INVALID ->
          switch (ofInvalid) {
            case KEEP -> value;
            case REPLACE -> forInvalid.text;
            case MISSING -> missing(frame).text;
            case NO_RESULT -> noResult(frame).text;
          };
    };
  }

  private Replacement missing(Frame frame) {
    return ofMissing == Fate.NO_RESULT ? noResult(frame) : forMissing;
  }

  private Replacement noResult(Frame frame) {
    frame.invalid = true;
    return forMissing;
  }
}
