package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.lifecycle.govern.Registrar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Takes packages in: an archive as the body, a registered version as the reply.
public final class PackageResource implements ApiResource {
  private final Registrar registrar;
  private final Path uploads;
  private final long limit;

  /// @param uploads where archives are unpacked until they are registered
  /// @param limit the most bytes that an archive may have, and a quarter of what it may unpack to
  public PackageResource(Registrar registrar, Path uploads, long limit) {
    this.registrar = registrar;
    this.uploads = uploads;
    this.limit = limit;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.create("/packages", this::register);
  }

  private ModelVersion register(Call call) {
    if (call.request().headers().contentLength().orElse(0) > limit) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the package has %d bytes; this server takes up to %d"
              .formatted(call.request().headers().contentLength().getAsLong(), limit));
    }
    try (InputStream body = call.request().content().inputStream();
        UnpackedArchive archive = UnpackedArchive.unpack(body, uploads, limit)) {
      return registrar.register(archive.packageFolder(), call.by());
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE, "the package could not be stored: is the disk full?", e);
    }
  }
}
