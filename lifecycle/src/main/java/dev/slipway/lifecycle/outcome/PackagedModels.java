package dev.slipway.lifecycle.outcome;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The package behind a version. A version never changes its package, so what was read is kept.
/// Thread-safe.
public final class PackagedModels {
  private static final int KEPT = 32;

  private final Registry registry;
  private final PackageStore packages;
  private final PackageFolders folders;
  private final Map<VersionId, ModelPackage> read = new ConcurrentHashMap<>();

  public PackagedModels(Registry registry, PackageStore packages, PackageFolders folders) {
    this.registry = registry;
    this.packages = packages;
    this.folders = folders;
  }

  public ModelPackage of(VersionId version) {
    ModelPackage known = read.get(version);
    if (known != null) {
      return known;
    }
    ModelPackage contents =
        registry
            .find(version)
            .map(v -> folders.read(packages.folder(v.packageDigest())))
            .orElseThrow(
                () -> new SlipwayException(ErrorCode.NOT_FOUND, "there is no version " + version));
    if (read.size() >= KEPT) {
      read.clear();
    }
    read.put(version, contents);
    return contents;
  }

  /// What a version takes and gives; empty where its package cannot be read any more.
  public Optional<Signature> signature(VersionId version) {
    try {
      return Optional.of(of(version).signature());
    } catch (SlipwayException _) {
      return Optional.empty();
    }
  }

  public OutcomeReader outcomes(VersionId version) {
    return OutcomeReader.of(of(version));
  }
}
