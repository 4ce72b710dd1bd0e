package dev.slipway.core.registry;

import dev.slipway.core.content.Digest;
import dev.slipway.core.modelpackage.PackageFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A [PackageStore] that remembers where each package lies instead of copying it. Thread-safe.
public final class InMemoryPackageStore implements PackageStore {
  private final PackageFolders folders;
  private final Map<Digest, Path> byDigest = new ConcurrentHashMap<>();

  public InMemoryPackageStore(PackageFolders folders) {
    this.folders = folders;
  }

  @Override
  public Digest put(Path folder) {
    folders.read(folder);
    Digest digest = folders.digest(folder);
    byDigest.putIfAbsent(digest, folder);
    return digest;
  }

  @Override
  public Path folder(Digest digest) {
    Path folder = byDigest.get(digest);
    if (folder == null) {
      throw PackageStore.unknown(digest);
    }
    return folder;
  }

  @Override
  public boolean has(Digest digest) {
    return byDigest.containsKey(digest);
  }
}
