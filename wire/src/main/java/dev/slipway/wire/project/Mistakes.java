package dev.slipway.wire.project;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.project.Yaml.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Every mistake found in a project, so that they are reported in one message.
final class Mistakes {
  private static final int SHOWN = 50;

  private record Mistake(Place place, String message) {}

  private final List<Mistake> found = new ArrayList<>();

  void add(Place place, String message) {
    Mistake mistake = new Mistake(place, message);
    if (!found.contains(mistake)) {
      found.add(mistake);
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    found.sort(
        Comparator.comparing((Mistake m) -> !m.place().file().endsWith(ProjectFile.NAME))
            .thenComparing(m -> m.place().file())
            .thenComparing(m -> m.place().line()));
    StringBuilder message = new StringBuilder();
    message.append(
        found.size() == 1
            ? "1 mistake in the project:"
            : found.size() + " mistakes in the project:");
    for (Mistake mistake : found.subList(0, Math.min(SHOWN, found.size()))) {
      message.append("\n  ").append(mistake.place()).append("  ").append(mistake.message());
    }
    if (found.size() > SHOWN) {
      message.append("\n  and ").append(found.size() - SHOWN).append(" more");
    }
    throw new SlipwayException(ErrorCode.INVALID_PROJECT, message.toString());
  }
}
