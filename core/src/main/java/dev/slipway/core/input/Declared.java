package dev.slipway.core.input;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a project declares about the values of one input, beyond its type.
///
/// @param limits outside of which a value is refused
/// @param nullable whether null may be sent; where it is not declared, training decides
/// @param treatments what is done where a rule of the training profile is broken, for the rules that are
///     not treated as usual
public record Declared(
    List<Limit> limits, Optional<Boolean> nullable, Map<Rule, Treatment> treatments) {
  public Declared {
    limits = List.copyOf(limits);
    Map<Rule, Treatment> copy = new EnumMap<>(Rule.class);
    copy.putAll(treatments);
    treatments = Collections.unmodifiableMap(copy);
  }

  public Treatment treatment(Rule rule) {
    return treatments.getOrDefault(rule, rule.usually());
  }

  public boolean limits(Rule rule) {
    return limits.stream().anyMatch(limit -> limit.rule() == rule);
  }
}
