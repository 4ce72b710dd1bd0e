package dev.slipway.core.registry;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Model versions and their aliases (port). Every change is durable when the method returns; a change to
/// a version that was never registered throws `NOT_FOUND`.
public interface Registry {
  /// Gives the package the next number of its model, counting from 1 without gaps. Registering the same
  /// package again returns the version it already has.
  ModelVersion register(
      String model,
      Digest packageDigest,
      Optional<Verdict> checked,
      Map<String, String> tags,
      String by,
      Instant at);

  List<String> models();

  /// The versions of a model, newest first.
  List<ModelVersion> versions(String model);

  Optional<ModelVersion> find(VersionId id);

  Optional<ModelVersion> findByAlias(String model, String alias);

  /// Points an alias at a version, taking it away from the version that had it.
  void setAlias(VersionId id, String alias);

  void removeAlias(String model, String alias);

  void approve(VersionId id, ModelVersion.Approval approval);

  void setTag(VersionId id, String key, String value);

  /// What an implementation throws for a version that was never registered.
  static SlipwayException unknown(VersionId id) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "no version %s; 'slipway status %s' lists the versions that are registered"
            .formatted(id, id.model()));
  }
}
