package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Copies of outputs by digest, and of what each key made, so that a step whose inputs return to an
/// earlier state need not run.
///
/// ```
/// .slipway/cache/runs/KEY         the record of a run
/// .slipway/cache/files/DIGEST     a file
/// .slipway/cache/folders/DIGEST   the listing of a folder
/// ```
final class OutputCache {
  private final ProjectDisk disk;
  private final ContentDigests digests;

  OutputCache(ProjectDisk disk, ContentDigests digests) {
    this.disk = disk;
    this.digests = digests;
  }

  Optional<StageRecord> run(Digest key) {
    return StageRecord.parse(disk.lines(runFile(key)));
  }

  void keepRun(StageRecord record) {
    disk.write(runFile(record.key()), String.join("\n", record.lines()) + "\n");
  }

  void keep(Path output, Digest digest) {
    if (Files.isRegularFile(output)) {
      keepFile(output, digest);
      return;
    }
    ContentDigests.files(output).values().forEach(file -> keepFile(file, digests.of(file)));
    disk.write(folder(digest), digests.listing(output));
  }

  /// Puts the output with this digest in place, if the cache has all of it unharmed.
  boolean restore(Digest digest, Path output) {
    Optional<SortedMap<String, Digest>> listing = listing(digest);
    boolean whole =
        listing.isEmpty()
            ? Files.isRegularFile(file(digest))
            : listing.get().values().stream().allMatch(d -> Files.isRegularFile(file(d)));
    if (!whole) {
      return false;
    }
    disk.remove(output);
    if (listing.isEmpty()) {
      disk.copy(file(digest), output);
    } else {
      ProjectDisk.writing(() -> Files.createDirectories(output));
      listing.get().forEach((name, d) -> disk.copy(file(d), output.resolve(name)));
    }
    if (digests.of(output).equals(digest)) {
      return true;
    }
    disk.remove(output);
    disk.remove(file(digest));
    disk.remove(folder(digest));
    return false;
  }

  private void keepFile(Path output, Digest digest) {
    if (!Files.isRegularFile(file(digest))) {
      disk.copy(output, file(digest));
    }
  }

  /// The files of a folder with this digest, or empty where it is no folder that was kept.
  private Optional<SortedMap<String, Digest>> listing(Digest digest) {
    if (!Files.isRegularFile(folder(digest))) {
      return Optional.empty();
    }
    SortedMap<String, Digest> files = new TreeMap<>();
    for (String line : disk.lines(folder(digest))) {
      files.put(line.substring(66), new Digest(line.substring(0, 64)));
    }
    return Optional.of(files);
  }

  private Path file(Digest digest) {
    return disk.own("cache/files").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private Path folder(Digest digest) {
    return disk.own("cache/folders").resolve(digest.hex());
  }

  private Path runFile(Digest key) {
    return disk.own("cache/runs").resolve(key.hex().substring(0, 2)).resolve(key.hex());
  }
}
