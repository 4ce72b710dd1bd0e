package dev.slipway.server.console;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.PackageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The packages that pages show. A package never changes under its digest, so the last ones read are
/// kept. Thread-safe: every method holds the object's lock.
final class Shelf {
  private static final int KEPT = 64;

  private final PackageStore store;
  private final PackageFolders folders;
  private final Map<Digest, Whole> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Whole> eldest) {
          return size() > KEPT;
        }
      };

  Shelf(PackageStore store, PackageFolders folders) {
    this.store = store;
    this.folders = folders;
  }

  sealed interface Reading {
    default Optional<Whole> whole() {
      return switch (this) {
        case Whole whole -> Optional.of(whole);
        case Unreadable _ -> Optional.empty();
      };
    }
  }

  /// @param sizes of the files in bytes, by path
  record Whole(ModelPackage contents, Optional<CheckReport> report, Map<String, Long> sizes)
      implements Reading {}

  /// The package is lost or damaged; a page about its version still stands.
  record Unreadable(String reason) implements Reading {}

  synchronized Reading read(Digest digest) {
    Whole known = kept.get(digest);
    if (known != null) {
      return known;
    }
    try {
      Path folder = store.folder(digest);
      ModelPackage contents = folders.read(folder);
      Whole read = new Whole(contents, folders.report(folder), sizes(folder, contents));
      kept.put(digest, read);
      return read;
    } catch (SlipwayException e) {
      return new Unreadable(e.getMessage());
    }
  }

  private static Map<String, Long> sizes(Path folder, ModelPackage contents) {
    Map<String, Long> sizes = new TreeMap<>();
    for (String file : contents.files().keySet()) {
      try {
        sizes.put(file, Files.size(folder.resolve(file)));
      } catch (IOException _) {
        // A size that cannot be told is left out; the digest has been checked.
      }
    }
    return sizes;
  }
}
