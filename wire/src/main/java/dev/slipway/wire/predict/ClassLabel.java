package dev.slipway.wire.predict;

import dev.slipway.core.model.Classes;
import dev.slipway.wire.json.JsonBuffer;
import java.util.Locale;

/// Writes a class as its client knows it: a number, a boolean or text.
public final class ClassLabel {
  private ClassLabel() {}

  public static void write(JsonBuffer out, Classes classes, int index) {
    String label = classes.label(index);
    switch (classes.type()) {
      case INTEGER, DECIMAL -> out.raw(label);
      case BOOLEAN -> out.bool(isTrue(label));
      case STRING, DATETIME -> out.string(label);
    }
  }

  /// Whether the label of a boolean class means true: `true`, `True` or `1`.
  public static boolean isTrue(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return lower.equals("true") || lower.equals("1");
  }
}
