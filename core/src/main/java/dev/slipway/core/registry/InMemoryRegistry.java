package dev.slipway.core.registry;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// A [Registry] that lives as long as the process. Thread-safe: every method holds the object's lock.
public final class InMemoryRegistry implements Registry {
  private final Map<String, List<ModelVersion>> models = new TreeMap<>();

  @Override
  public synchronized ModelVersion register(
      String model,
      Digest packageDigest,
      Optional<Verdict> checked,
      Map<String, String> tags,
      String by,
      Instant at) {
    VersionId.requireModelName(model);
    List<ModelVersion> versions = models.computeIfAbsent(model, _ -> new ArrayList<>());
    for (ModelVersion version : versions) {
      if (version.packageDigest().equals(packageDigest)) {
        return version;
      }
    }
    ModelVersion version =
        new ModelVersion(
            new VersionId(model, versions.size() + 1),
            packageDigest,
            by,
            at,
            checked,
            Optional.empty(),
            new TreeSet<>(),
            tags);
    versions.add(version);
    return version;
  }

  @Override
  public synchronized List<String> models() {
    return List.copyOf(models.keySet());
  }

  @Override
  public synchronized List<ModelVersion> versions(String model) {
    return List.copyOf(models.getOrDefault(model, List.of()).reversed());
  }

  @Override
  public synchronized Optional<ModelVersion> find(VersionId id) {
    List<ModelVersion> versions = models.getOrDefault(id.model(), List.of());
    return id.number() <= versions.size()
        ? Optional.of(versions.get(id.number() - 1))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<ModelVersion> findByAlias(String model, String alias) {
    return versions(model).stream().filter(v -> v.aliases().contains(alias)).findFirst();
  }

  @Override
  public synchronized void setAlias(VersionId id, String alias) {
    if (find(id).isEmpty()) {
      throw Registry.unknown(id);
    }
    removeAlias(id.model(), alias);
    replace(id, v -> withAlias(v, alias, true));
  }

  @Override
  public synchronized void removeAlias(String model, String alias) {
    findByAlias(model, alias)
        .ifPresent(holder -> replace(holder.id(), v -> withAlias(v, alias, false)));
  }

  @Override
  public synchronized void approve(VersionId id, ModelVersion.Approval approval) {
    replace(id, v -> with(v, Optional.of(approval), v.aliases(), v.tags()));
  }

  @Override
  public synchronized void setTag(VersionId id, String key, String value) {
    replace(
        id,
        v -> {
          Map<String, String> tags = new TreeMap<>(v.tags());
          tags.put(key, value);
          return with(v, v.approval(), v.aliases(), tags);
        });
  }

  private void replace(VersionId id, UnaryOperator<ModelVersion> change) {
    ModelVersion changed = change.apply(find(id).orElseThrow(() -> Registry.unknown(id)));
    models.getOrDefault(id.model(), List.of()).set(id.number() - 1, changed);
  }

  private static ModelVersion withAlias(ModelVersion version, String alias, boolean has) {
    SortedSet<String> aliases = new TreeSet<>(version.aliases());
    if (has) {
      aliases.add(alias);
    } else {
      aliases.remove(alias);
    }
    return with(version, version.approval(), aliases, version.tags());
  }

  private static ModelVersion with(
      ModelVersion version,
      Optional<ModelVersion.Approval> approval,
      SortedSet<String> aliases,
      Map<String, String> tags) {
    return new ModelVersion(
        version.id(),
        version.packageDigest(),
        version.registeredBy(),
        version.registeredAt(),
        version.checked(),
        approval,
        aliases,
        tags);
  }
}
