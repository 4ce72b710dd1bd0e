package dev.slipway.app.wiring;

import dev.slipway.core.model.Signature;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.http.ServingRoutes;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.ReleasedModels;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.LoneModel;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.openapi.ExampleRow;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A server of one model that keeps nothing.
public final class LoneServer implements AutoCloseable {
  private final LoadedVersion version;
  private final ServingPlane plane;
  private final WebServer web;
  private final String host;

  private LoneServer(LoadedVersion version, ServingPlane plane, String host, int port) {
    this.version = version;
    this.plane = plane;
    this.host = host;
    HttpRouting.Builder routing = HttpRouting.builder();
    new ServingRoutes(
            plane,
            new ServerIdentity(ServerIdentity.NAME, Version.current()),
            new ReleasedModels(plane))
        .register(routing);
    this.web = Listener.open(host, port, routing, Limits.DEFAULT.drain());
  }

  /// @param path a package folder, a model file or a model folder
  /// @param name of the endpoint; what the package or the file is called where it is not given
  public static LoneServer start(
      Path path, Optional<String> name, String host, int port, Workshop workshop) {
    String endpoint = name.orElseGet(() -> nameOf(path, workshop));
    LoadedVersion version =
        new LoneModel(workshop.packages(), workshop.models()).load(endpoint, path);
    return new LoneServer(
        version,
        ServingPlane.single(endpoint, version, workshop.clock(), Limits.DEFAULT),
        host,
        port);
  }

  private static String nameOf(Path path, Workshop workshop) {
    return Files.isRegularFile(path.resolve("package.json"))
        ? workshop.packages().read(path).name()
        : LoneModel.nameOf(path);
  }

  public URI uri() {
    return URI.create("http://%s:%d".formatted(host, web.port()));
  }

  public String endpoint() {
    return version.id().model();
  }

  public String format() {
    return version.scorer().format();
  }

  public Signature signature() {
    return version.signature();
  }

  /// A request body of the right shape.
  public String example() {
    return Json.write(ExampleRow.of(signature(), version.training()));
  }

  @Override
  public void close() {
    plane.drain();
    web.stop();
    plane.close();
  }
}
