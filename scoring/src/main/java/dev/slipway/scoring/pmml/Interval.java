package dev.slipway.scoring.pmml;

/// Numbers between two margins, each of which belongs to it or not.
record Interval(double left, double right, boolean leftClosed, boolean rightClosed) {
  static Interval read(Element element) {
    String closure = element.attribute("closure");
    boolean[] closed =
        switch (closure) {
          case "openClosed" -> new boolean[] {false, true};
          case "openOpen" -> new boolean[] {false, false};
          case "closedOpen" -> new boolean[] {true, false};
          case "closedClosed" -> new boolean[] {true, true};
          default ->
              throw Element.corrupt("has an Interval with the closure '%s'".formatted(closure));
        };
    return new Interval(
        element.number("leftMargin", Double.NEGATIVE_INFINITY),
        element.number("rightMargin", Double.POSITIVE_INFINITY),
        closed[0],
        closed[1]);
  }

  boolean contains(double value) {
    return (leftClosed ? value >= left : value > left)
        && (rightClosed ? value <= right : value < right);
  }
}
