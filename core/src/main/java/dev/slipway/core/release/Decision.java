package dev.slipway.core.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the evidence says to do next with a release, with its reason and every number it rests on.
public record Decision(Action action, String reason, Map<String, Double> numbers) {
  public Decision {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  public enum Action {
    HOLD,
    ADVANCE,
    PROMOTE,
    ROLL_BACK,
    /// The deadline passed without an answer: the baseline keeps the traffic.
    GIVE_UP
  }
}
