package dev.slipway.scoring.pmml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sum of an initial score and of the partial score of each characteristic: that of its first attribute
/// whose predicate holds. Where none holds there is no result. Reason codes do not change the score.
record Scorecard(int at, double initial, Attribute[][] characteristics) implements PmmlModel {
  record Attribute(Predicate test, Expression.Number score) {}

  static Scorecard read(Element element, Scope scope, int at) {
    if (!element.attribute("functionName").equals("regression")) {
      throw Element.unsupported("Scorecard that is no regression");
    }
    List<Attribute[]> characteristics = new ArrayList<>();
    for (Element characteristic : element.need("Characteristics").all("Characteristic").toList()) {
      characteristics.add(
          characteristic
              .all("Attribute")
              .map(a -> new Attribute(new PredicateReader(scope).in(a), score(a, scope)))
              .toArray(Attribute[]::new));
    }
    return new Scorecard(
        at, element.number("initialScore", 0), characteristics.toArray(Attribute[][]::new));
  }

  private static Expression.Number score(Element attribute, Scope scope) {
    if (attribute.child("ComplexPartialScore").isPresent()) {
      return Expression.number(
          new ExpressionReader(scope)
              .in(attribute.need("ComplexPartialScore"), Optional.of(FieldType.DOUBLE)));
    }
    double score = attribute.number("partialScore");
    return _ -> score;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void evaluate(Frame frame) {
    double sum = initial;
    for (Attribute[] attributes : characteristics) {
      sum += partial(attributes, frame);
    }
    frame.numbers[at] = sum;
  }

  private static double partial(Attribute[] attributes, Frame frame) {
    for (Attribute attribute : attributes) {
      if (attribute.test.test(frame) == Predicate.Answer.TRUE) {
        return attribute.score.value(frame);
      }
    }
    return Double.NaN;
  }
}
