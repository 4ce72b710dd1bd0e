package dev.slipway.serving.repository;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import java.util.List;

/// What is released to production. Releases alone decide what answers there, so that asking for a model that
/// answers is granted, and any other wish is refused with the way to go.
public final class ReleasedModels implements ModelRepository {
  private final ServingPlane plane;

  public ReleasedModels(ServingPlane plane) {
    this.plane = plane;
  }

  @Override
  public List<Entry> index() {
    return plane.served(Environment.PRODUCTION).stream()
        .flatMap(s -> s.versions().stream().map(v -> new Entry(s.endpoint(), v, true)))
        .toList();
  }

  @Override
  public void load(String model) {
    if (names().stream().noneMatch(model::equals)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "'%s' is not released to production; push a version and release it with 'slipway release'"
              .formatted(model));
    }
  }

  @Override
  public void unload(String model) {
    load(model);
    throw new SlipwayException(
        ErrorCode.CONFLICT,
        "'%s' is released to production and stays until a release replaces it; 'slipway rollback' brings the version before it back"
            .formatted(model));
  }

  private List<String> names() {
    return plane.served(Environment.PRODUCTION).stream().map(Served::endpoint).toList();
  }
}
