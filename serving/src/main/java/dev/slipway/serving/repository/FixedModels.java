package dev.slipway.serving.repository;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.plane.ServingPlane;
import java.util.List;

/// What answers in production, where something else than these protocols decides that: asking for a model that
/// answers is granted, and any other wish is refused with the way to go.
public final class FixedModels implements ModelRepository {
  private final ServingPlane plane;
  private final String toAdd;
  private final String toRemove;

  private FixedModels(ServingPlane plane, String toAdd, String toRemove) {
    this.plane = plane;
    this.toAdd = toAdd;
    this.toRemove = toRemove;
  }

  /// Releases decide.
  public static FixedModels released(ServingPlane plane) {
    return new FixedModels(
        plane,
        "is not released to production; push a version and release it with 'slipway release'",
        "is released to production and stays until a release replaces it; 'slipway rollback' brings the version before it back");
  }

  /// The one model that the server was started with.
  public static FixedModels alone(ServingPlane plane) {
    return new FixedModels(
        plane,
        "is not the model that this server was started with; start it with --models DIR to load several",
        "is the only model of this server; stop the server instead, or start it with --models DIR");
  }

  @Override
  public List<Entry> index() {
    return plane.served(Environment.PRODUCTION).stream()
        .flatMap(s ->
            s.loaded().stream()
                .map(v -> new Entry(s.endpoint(), v.id().number(), v.scorer().ready())))
        .toList();
  }

  @Override
  public void load(String model) {
    if (index().stream().noneMatch(entry -> entry.model().equals(model))) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "'%s' %s".formatted(model, toAdd));
    }
  }

  @Override
  public void unload(String model) {
    load(model);
    throw new SlipwayException(ErrorCode.CONFLICT, "'%s' %s".formatted(model, toRemove));
  }
}
