package dev.slipway.scoring.pmml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `Targets` does to a result: a value instead of none, limits, a scale, and rounding, in this order.
///
/// @param defaults a default value, or the classes' prior probabilities; null where there are none
record TargetRule(
    double @Nullable [] defaults,
    double least,
    double most,
    double factor,
    double constant,
    Cast cast) {
  /// How a value becomes an integer.
  enum Cast {
    NONE,
    ROUND,
    CEILING,
    FLOOR
  }

  TargetRule {
    if (!(least <= most)) {
      throw Element.corrupt("has a Target whose min %s is above its max %s".formatted(least, most));
    }
  }

  private static final TargetRule NOTHING =
      new TargetRule(null, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 0, Cast.NONE);

  static TargetRule read(Element model, Kind kind) {
    Optional<Element> targets = model.child("Targets");
    if (targets.isEmpty()) {
      return NOTHING;
    }
    if (targets.get().all("Target").count() != 1) {
      throw Element.unsupported("Targets with other than one Target");
    }
    Element target = targets.get().need("Target");
    if (kind.classifies()) {
      return new TargetRule(priors(target, kind), NOTHING.least, NOTHING.most, 1, 0, Cast.NONE);
    }
    String cast = target.attribute("castInteger", "");
    return new TargetRule(
        target
            .child("TargetValue")
            .filter(v -> v.optional("defaultValue").isPresent())
            .map(v -> new double[] {v.number("defaultValue")})
            .orElse(null),
        target.number("min", NOTHING.least),
        target.number("max", NOTHING.most),
        target.number("rescaleFactor", 1),
        target.number("rescaleConstant", 0),
        switch (cast) {
          case "" -> Cast.NONE;
          case "round" -> Cast.ROUND;
          case "ceiling" -> Cast.CEILING;
          case "floor" -> Cast.FLOOR;
          default ->
              throw Element.corrupt("has castInteger '%s'".formatted(Element.abbreviated(cast)));
        });
  }

  private static double @Nullable [] priors(Element target, Kind kind) {
    double[] priors = new double[kind.width()];
    boolean any = false;
    for (Element value : target.all("TargetValue").toList()) {
      if (value.optional("priorProbability").isPresent()) {
        priors[kind.index(value.attribute("value"))] = value.number("priorProbability");
        any = true;
      }
    }
    return any ? priors : null;
  }

  boolean nothing() {
    return equals(NOTHING);
  }

  void apply(Frame frame, int at) {
    if (Double.isNaN(frame.numbers[at])) {
      if (defaults != null) {
        System.arraycopy(defaults, 0, frame.numbers, at, defaults.length);
      }
      return;
    }
    if (this == NOTHING) {
      return;
    }
    double value = Math.clamp(frame.numbers[at], least, most) * factor + constant;
    frame.numbers[at] =
        switch (cast) {
          case NONE -> value;
          case ROUND -> Math.floor(value + 0.5);
          case CEILING -> Math.ceil(value);
          case FLOOR -> Math.floor(value);
        };
  }
}
