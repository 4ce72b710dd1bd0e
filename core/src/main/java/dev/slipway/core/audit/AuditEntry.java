package dev.slipway.core.audit;

import dev.slipway.core.content.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One thing that somebody, or a rule, decided or did.
///
/// @param sequence counts from 1 without gaps
/// @param actor a person, or the rule that acted, such as `release-loop`
/// @param action what was done, such as `version.registered` or `release.promoted`
/// @param subject what it was done to, such as `flight-delay:2`
/// @param details the evidence, as text by name
/// @param previous the hash of the entry before, all zeros for the first
/// @param hash over every other component: a changed or removed entry breaks the chain
public record AuditEntry(
    long sequence,
    Instant at,
    String actor,
    String action,
    String subject,
    String reason,
    Map<String, String> details,
    Digest previous,
    Digest hash) {
  public static final Digest FIRST = new Digest("0".repeat(64));

  public AuditEntry {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /// Chains an entry to its predecessor.
  public static AuditEntry chain(
      long sequence,
      Instant at,
      String actor,
      String action,
      String subject,
      String reason,
      Map<String, String> details,
      Digest previous) {
    return new AuditEntry(
        sequence,
        at,
        actor,
        action,
        subject,
        reason,
        details,
        previous,
        hash(sequence, at, actor, action, subject, reason, details, previous));
  }

  /// Whether the hash is the one that the other components give.
  public boolean intact() {
    return hash.equals(hash(sequence, at, actor, action, subject, reason, details, previous));
  }

  /// Each part is preceded by its length, so that no two different entries read the same.
  private static Digest hash(
      long sequence,
      Instant at,
      String actor,
      String action,
      String subject,
      String reason,
      Map<String, String> details,
      Digest previous) {
    StringBuilder text = new StringBuilder();
    part(text, Long.toString(sequence));
    part(text, at.toString());
    part(text, actor);
    part(text, action);
    part(text, subject);
    part(text, reason);
    new TreeMap<>(details)
        .forEach((key, value) -> {
          part(text, key);
          part(text, value);
        });
    part(text, previous.hex());
    return Digest.of(text.toString());
  }

  private static void part(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part).append('\n');
  }
}
