package dev.slipway.serving.version;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import java.nio.file.Path;

/// Loads the packages of registered versions.
public final class RegisteredVersions implements VersionSource {
  private final Registry registry;
  private final PackageStore packages;
  private final PackageFolders folders;
  private final ModelLoader models;
  private final ModelMemory memory;

  public RegisteredVersions(
      Registry registry,
      PackageStore packages,
      PackageFolders folders,
      ModelLoader models,
      ModelMemory memory) {
    this.registry = registry;
    this.packages = packages;
    this.folders = folders;
    this.models = models;
    this.memory = memory;
  }

  @Override
  public LoadedVersion load(VersionId version) {
    ModelVersion registered =
        registry
            .find(version)
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "%s is not registered; register its package first".formatted(version)));
    Path folder = packages.folder(registered.packageDigest());
    Digest found = folders.digest(folder);
    if (!found.equals(registered.packageDigest())) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_PACKAGE,
          "the stored package of %s has digest %s, registered was %s; push the package again"
              .formatted(version, found.abbreviated(), registered.packageDigest().abbreviated()));
    }
    memory.requireRoom(version.toString(), folder);
    return new ProvenPackage(folders, models).load(version, folder);
  }
}
