package dev.slipway.server.console;

import java.util.Locale;

/// A line without axes, as paths of an SVG that is 100 wide and 24 high.
record Sparkline(String line, String area) {
  private static final double HEIGHT = 24;

  /// Scaled from zero to the greatest value.
  static Sparkline of(double[] values) {
    double greatest = 1e-9;
    for (double value : values) {
      greatest = Math.max(greatest, value);
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      double x = values.length < 2 ? 0 : 100.0 * i / (values.length - 1);
      double y = HEIGHT - 1 - values[i] / greatest * (HEIGHT - 2);
      line.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", x, y));
    }
    String path = line.isEmpty() ? "M0 23L100 23" : line.toString();
    return new Sparkline(path, path + "L100 24L0 24Z");
  }
}
