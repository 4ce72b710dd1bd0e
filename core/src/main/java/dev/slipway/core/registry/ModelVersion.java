package dev.slipway.core.registry;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A package registered under a model name.
///
/// @param checked the verdict of the report in the package, empty where none was made
/// @param approval who approved it and when; empty while it waits
public record ModelVersion(
    VersionId id,
    Digest packageDigest,
    String registeredBy,
    Instant registeredAt,
    Optional<Verdict> checked,
    Optional<Approval> approval,
    SortedSet<String> aliases,
    Map<String, String> tags) {
  public ModelVersion {
    aliases = Collections.unmodifiableSortedSet(new TreeSet<>(aliases));
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// @param reason why, where a check was overruled
  public record Approval(String by, Instant at, String reason) {}
}
