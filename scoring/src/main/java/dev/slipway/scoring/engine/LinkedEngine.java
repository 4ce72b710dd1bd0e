package dev.slipway.scoring.engine;

import java.util.Optional;

/// An engine with a link behind it.
public record LinkedEngine(Engine engine, Link link) implements Engine {
  @Override
  public int inputs() {
    return engine.inputs();
  }

  @Override
  public int outputs() {
    return link.outputs(engine.outputs());
  }

  @Override
  public Optional<Engine> behindScaler(double[] center, double[] divisor) {
    return engine.behindScaler(center, divisor).map(scaled -> new LinkedEngine(scaled, link));
  }

  @Override
  public void score(double[] matrix, int rows, double[] out) {
    int width = engine.outputs();
    int outputs = link.outputs(width);
    boolean inPlace = width == outputs || (width < outputs && link.widensInPlace());
    double[] raw = inPlace ? out : new double[rows * width];
    engine.score(matrix, rows, raw);
    link.apply(raw, width, rows, out);
  }
}
