package dev.slipway.serving.grpc;

import dev.slipway.serving.http.Asked;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.settings.Settings;
import dev.slipway.wire.openinference.SettingsMessage;
import dev.slipway.wire.protobuf.MessageWriter;
import io.helidon.webserver.http.ServerRequest;

/// Triton's settings of the log and of traces: each method changes what its message names, and answers what
/// stands then. Thread-safe.
final class SettingMethods {
  private final ServingPlane plane;
  private final Settings settings;

  SettingMethods(ServingPlane plane, Settings settings) {
    this.plane = plane;
    this.settings = settings;
  }

  void logging(ServerRequest request, byte[] message, MessageWriter reply) {
    SettingsMessage asked = SettingsMessage.logging(message);
    if (!asked.settings().isEmpty()) {
      settings.changeLogging(asked.settings());
    }
    SettingsMessage.logging(reply, settings.logging());
  }

  /// A message that names a model may only ask.
  void tracing(ServerRequest request, byte[] message, MessageWriter reply) {
    SettingsMessage asked = SettingsMessage.tracing(message);
    if (!asked.model().isEmpty()) {
      var _ = plane.served(asked.model(), Asked.environment(request));
    }
    if (!asked.settings().isEmpty()) {
      if (!asked.model().isEmpty()) {
        throw Settings.ofOneModel(asked.model());
      }
      settings.changeTracing(asked.settings());
    }
    SettingsMessage.tracing(reply, settings.tracing());
  }
}
