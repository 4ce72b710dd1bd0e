package dev.slipway.store.packages;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Packages as folders named by their digest, `ab/abcdef...`. A package is copied beside its place, verified
/// there, forced to the disk and moved in one step, so it is there whole or not at all. Thread-safe, also
/// between processes: whoever comes second finds the same package in place.
public final class FolderPackageStore implements PackageStore {
  private final Path root;
  private final PackageFolders folders;

  /// @param root where packages lie; made where there is none, and cleaned of what a crash left half-written
  public FolderPackageStore(Path root, PackageFolders folders) {
    this.root = root;
    this.folders = folders;
    try {
      Files.createDirectories(root);
      try (Stream<Path> entries = Files.list(root)) {
        for (Path entry : entries.filter(Disk::isTemporary).toList()) {
          Disk.remove(entry);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public Digest put(Path folder) {
    folders.read(folder);
    Digest digest = folders.digest(folder);
    if (has(digest)) {
      return digest;
    }
    Path copy = Disk.temporary(root.resolve(digest.abbreviated()));
    try {
      try {
        copy(folder, copy);
        folders.read(copy);
        Disk.sync(copy);
        Path target = place(digest);
        Files.createDirectories(Disk.parent(target));
        move(copy, target);
        Disk.syncFolder(Disk.parent(target));
        Disk.syncFolder(root);
        return digest;
      } finally {
        Disk.remove(copy);
      }
    } catch (IOException e) {
      throw failure(e);
    } catch (UncheckedIOException e) {
      throw failure(new IOException(e));
    }
  }

  @Override
  public Path folder(Digest digest) {
    if (!has(digest)) {
      throw PackageStore.unknown(digest);
    }
    return place(digest);
  }

  @Override
  public boolean has(Digest digest) {
    return Files.isDirectory(place(digest));
  }

  private Path place(Digest digest) {
    return root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path source : all) {
      Files.copy(source, to.resolve(from.relativize(source).toString()));
    }
  }

  private static void move(Path copy, Path target) throws IOException {
    try {
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static SlipwayException failure(IOException e) {
    return Disk.failure("the package could not be stored", e);
  }
}
