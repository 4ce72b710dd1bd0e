package dev.slipway.serving.settings;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.trace.Sampling;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a running server logs and traces, as an object of Triton's settings; every protocol reads and changes
/// the same. Thread-safe.
public final class Settings {
  private final LogSettings logging = new LogSettings();
  private final TraceSettings tracing;
  private final Changes changes;

  /// @param sampling of the traces, where any are sent
  public Settings(Optional<Sampling> sampling, Changes changes) {
    this.tracing = new TraceSettings(sampling);
    this.changes = changes;
  }

  public JsonNode logging() {
    return logging.read();
  }

  /// Changes all that the object names, or nothing where one of it cannot be.
  public void changeLogging(JsonNode asked) {
    changes.requireAllowed();
    logging.change(asked);
  }

  public JsonNode tracing() {
    return tracing.read();
  }

  /// Changes all that the object names, or nothing where one of it cannot be.
  public void changeTracing(JsonNode asked) {
    changes.requireAllowed();
    tracing.change(asked);
  }

  /// What a wish to trace one model otherwise than the rest comes to.
  public static SlipwayException ofOneModel(String model) {
    return new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "traces are set for all models together; ask without naming '%s'".formatted(model));
  }
}
