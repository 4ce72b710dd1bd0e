package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bin that a number falls into, the first that contains it.
final class Discretize {
  private final int cell;
  private final Interval[] bins;
  private final boolean byMissing;
  private final boolean byDefault;

  private Discretize(int cell, Interval[] bins, boolean byMissing, boolean byDefault) {
    this.cell = cell;
    this.bins = bins;
    this.byMissing = byMissing;
    this.byDefault = byDefault;
  }

  static Expression read(Element element, Scope scope, Optional<FieldType> wanted) {
    List<Element> bins = element.all("DiscretizeBin").toList();
    Discretize place =
        new Discretize(
            scope.needNumber(element.attribute("field")).at(),
            bins.stream().map(b -> Interval.read(b.need("Interval"))).toArray(Interval[]::new),
            element.optional("mapMissingTo").isPresent(),
            element.optional("defaultValue").isPresent());
    // The bins' values, then what a missing value gets, then what a value outside all bins gets.
    @Nullable String[] values = new String[bins.size() + 2];
    for (int i = 0; i < bins.size(); i++) {
      values[i] = bins.get(i).attribute("binValue");
    }
    values[bins.size()] = element.attributes().get("mapMissingTo");
    values[bins.size() + 1] = element.attributes().get("defaultValue");
    return LookedUp.of(element, wanted, values, place::bin);
  }

  private int bin(Frame frame) {
    double value = frame.numbers[cell];
    if (Double.isNaN(value)) {
      return byMissing ? bins.length : -1;
    }
    for (int i = 0; i < bins.length; i++) {
      if (bins[i].contains(value)) {
        return i;
      }
    }
    return byDefault ? bins.length + 1 : -1;
  }
}
