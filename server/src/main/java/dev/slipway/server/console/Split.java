package dev.slipway.server.console;

import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The traffic of an endpoint as a bar, divided between its variants.
///
/// @param says the same in words
record Split(List<Part> parts, String says) {
  /// @param style the CSS class that colours it
  /// @param from and `width`: in percent of the bar; a shadow has no width
  record Part(String version, String role, String share, String style, String from, String width) {}

  static Split of(Route route) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (Variant variant : route.variants()) {
      boolean shadow = variant.role() == Variant.Role.SHADOW;
      int width = shadow ? 0 : variant.weight();
      parts.add(
          new Part(
              "v" + variant.version().number(),
              variant.role().name().toLowerCase(Locale.ROOT),
              Figures.percent(variant.weight() / (double) Route.WHOLE),
              shadow ? "part-shadow" : "part-" + Math.min(parts.size(), 3),
              percent(from),
              percent(width)));
      from += width;
    }
    String says =
        parts.stream()
            .map(p -> p.version() + " " + p.role() + " " + p.share())
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return new Split(parts, says);
  }

  private static String percent(int weight) {
    return String.format(Locale.ROOT, "%.2f", weight * 100.0 / Route.WHOLE);
  }
}
