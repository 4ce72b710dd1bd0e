package dev.slipway.serving.repository;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.LoneModel;
import dev.slipway.serving.version.VersionSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Where versions stand on disk that no registry knows. A model that is loaded again becomes its next version.
/// Thread-safe.
///
/// A model is refused with `STORAGE` before it is read where it would not fit: compiled it takes about as
/// much memory as its file has bytes, and while it is read the file and what was parsed of it are there too.
public final class ModelPlaces implements VersionSource {
  private static final int BYTES_WHILE_LOADING = 3;

  private final LoneModel models;
  private final LongSupplier freeMemory;
  private final Map<VersionId, Path> places = new ConcurrentHashMap<>();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  /// @param freeMemory how many bytes a model may take
  public ModelPlaces(LoneModel models, LongSupplier freeMemory) {
    this.models = models;
    this.freeMemory = freeMemory;
  }

  /// What the heap could still take.
  public static long freeHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  /// The next version of a model, which stands at `place`.
  VersionId assign(String model, Path place) {
    VersionId version = new VersionId(model, numbers.merge(model, 1, Integer::sum));
    places.put(version, place);
    return version;
  }

  void forget(VersionId version) {
    places.remove(version);
  }

  @Override
  public LoadedVersion load(VersionId version) {
    Path place = places.get(version);
    if (place == null) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "%s is not loaded".formatted(version));
    }
    long needed = bytes(place) * BYTES_WHILE_LOADING;
    long free = freeMemory.getAsLong();
    if (needed > free) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "'%s' would take about %d MB and %d MB of memory are free; unload a model first, or give the process more memory with -Xmx"
              .formatted(version.model(), needed >> 20, Math.max(0, free) >> 20));
    }
    return models.load(version, place);
  }

  private static long bytes(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "the model's files cannot be listed: " + e.getMessage(), e);
    }
  }
}
