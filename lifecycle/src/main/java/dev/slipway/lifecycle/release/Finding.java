package dev.slipway.lifecycle.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one guardrail says about the evidence so far.
///
/// @param reason for people, beginning with the guardrail's name
/// @param numbers what it was computed to, by name, beginning with the guardrail's name
record Finding(State state, String reason, Map<String, Double> numbers) {
  Finding {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  enum State {
    /// The candidate is surely worse than allowed.
    HARMFUL,
    /// The candidate is surely not worse than allowed.
    SAFE,
    /// The evidence allows neither answer yet.
    UNDECIDED
  }
}
