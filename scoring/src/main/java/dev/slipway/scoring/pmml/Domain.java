package dev.slipway.scoring.pmml;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which values of a field are valid, invalid or missing, by the data dictionary. Where it lists no valid
/// value and no interval, all are valid that are not listed otherwise.
final class Domain {
  /// What the dictionary says of a value.
  enum Standing {
    VALID,
    INVALID,
    MISSING
  }

  /// Values that have one property.
  private record Values(Set<String> texts, Set<Double> numbers) {
    static Values read(Element field, Scope.Cell cell, Standing property) {
      Values values = new Values(new HashSet<>(), new HashSet<>());
      for (Element value : field.all("Value").toList()) {
        if (property(value) != property) {
          continue;
        }
        String literal = value.attribute("value");
        if (cell.text()) {
          values.texts.add(literal);
        } else if (property != Standing.MISSING || !Double.isNaN(cell.type().parsed(literal))) {
          // A number may have a text for its missing value, which then cannot come up.
          values.numbers.add(cell.number(literal));
        }
      }
      return values;
    }

    private static Standing property(Element value) {
      String property = value.attribute("property", "valid");
      return switch (property) {
        case "valid" -> Standing.VALID;
        case "invalid" -> Standing.INVALID;
        case "missing" -> Standing.MISSING;
        default ->
            throw Element.corrupt(
                "has a Value with the property '%s'".formatted(Element.abbreviated(property)));
      };
    }
  }

  private final Values valid;
  private final Values invalid;
  private final Values missing;
  private final List<Interval> intervals;

  Domain(Element field, Scope.Cell cell) {
    this.valid = Values.read(field, cell, Standing.VALID);
    this.invalid = Values.read(field, cell, Standing.INVALID);
    this.missing = Values.read(field, cell, Standing.MISSING);
    this.intervals = field.all("Interval").map(Interval::read).toList();
  }

  Standing of(double value) {
    if (Double.isNaN(value) || missing.numbers.contains(value)) {
      return Standing.MISSING;
    }
    if (invalid.numbers.contains(value)) {
      return Standing.INVALID;
    }
    boolean listed = valid.numbers.contains(value);
    if (listed || (valid.numbers.isEmpty() && intervals.isEmpty())) {
      return Standing.VALID;
    }
    for (Interval interval : intervals) {
      if (interval.contains(value)) {
        return Standing.VALID;
      }
    }
    return Standing.INVALID;
  }

  Standing of(@Nullable String value) {
    if (value == null || missing.texts.contains(value)) {
      return Standing.MISSING;
    }
    if (invalid.texts.contains(value)) {
      return Standing.INVALID;
    }
    return valid.texts.isEmpty() || valid.texts.contains(value) ? Standing.VALID : Standing.INVALID;
  }
}
