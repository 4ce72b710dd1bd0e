package dev.slipway.serving.repository;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.LoneModel;
import dev.slipway.serving.version.ModelMemory;
import dev.slipway.serving.version.VersionSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where versions stand on disk that no registry knows. A model that is loaded again becomes its next version.
/// Thread-safe.
public final class ModelPlaces implements VersionSource {
  private final LoneModel models;
  private final ModelMemory memory;
  private final Map<VersionId, Path> places = new ConcurrentHashMap<>();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  public ModelPlaces(LoneModel models, ModelMemory memory) {
    this.models = models;
    this.memory = memory;
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
    memory.requireRoom(version.model(), place);
    return models.load(version, place);
  }
}
