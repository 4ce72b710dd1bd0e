package dev.slipway.scoring.engine;

/// An engine with a link behind it.
record LinkedEngine(Engine engine, Link link) implements Engine {
  @Override
  public int inputs() {
    return engine.inputs();
  }

  @Override
  public int outputs() {
    return link.outputs(engine.outputs());
  }

  @Override
  public void score(double[] matrix, int rows, double[] out) {
    int width = engine.outputs();
    double[] raw = width == outputs() ? out : new double[rows * width];
    engine.score(matrix, rows, raw);
    link.apply(raw, width, rows, out);
  }
}
