package dev.slipway.app.client;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A server's API as the command line uses it. Every failure is a [SlipwayException] whose code is the
/// one that the server gave. Thread-safe.
public final class ApiClient {
  private final URI server;
  private final String person;
  private final HttpClient http;

  public ApiClient(URI server, String person) {
    this(server, person, Optional.empty());
  }

  /// @param tls what is believed of a server's certificate; where it is empty, what Java believes
  public ApiClient(URI server, String person, Optional<SSLContext> tls) {
    this.server = server;
    this.person = person;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    tls.ifPresent(client::sslContext);
    this.http = client.build();
  }

  public URI server() {
    return server;
  }

  public JsonNode get(String path) {
    return send(request(path).GET());
  }

  public JsonNode post(String path, Object body) {
    return send(request(path).POST(json(body)).header("Content-Type", "application/json"));
  }

  /// The version that an alias points at; empty where there is no such model or alias.
  public Optional<VersionId> findByAlias(String model, String alias) {
    try {
      for (JsonNode version : get("/api/v1/models/" + model).path("versions")) {
        for (JsonNode name : version.path("aliases")) {
          if (name.asString().equals(alias)) {
            return Optional.of(Json.versionId(version.path("id").asString()));
          }
        }
      }
      return Optional.empty();
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Posts a body that is JSON already.
  public JsonNode postText(String path, String body) {
    return send(
        request(path)
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json"));
  }

  public JsonNode put(String path, Object body) {
    return send(request(path).PUT(json(body)).header("Content-Type", "application/json"));
  }

  /// Sends a file as the body.
  public JsonNode upload(String path, Path file, String contentType) {
    try {
      return send(
          request(path).POST(BodyPublishers.ofFile(file)).header("Content-Type", contentType));
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "cannot read " + file, e);
    }
  }

  /// Writes what the server answers to a file.
  public void download(String path, Path target) {
    try {
      HttpResponse<Path> response =
          http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofFile(target));
      if (response.statusCode() >= 400) {
        throw new SlipwayException(
            ErrorCode.UNREACHABLE,
            "%s answered %d to %s".formatted(server, response.statusCode(), path));
      }
    } catch (IOException e) {
      throw Unreachable.because(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.INTERRUPTED, "interrupted", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofMinutes(2))
        .header("Slipway-User", person);
  }

  private static BodyPublisher json(Object body) {
    return BodyPublishers.ofString(Json.write(body));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw error(response);
      }
      return response.body().isBlank()
          ? Json.mapper().createObjectNode()
          : Json.mapper().readTree(response.body());
    } catch (JacksonException e) {
      throw new SlipwayException(
          ErrorCode.UNREACHABLE, server + " answers, but not as a Slipway server does", e);
    } catch (IOException e) {
      throw Unreachable.because(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.INTERRUPTED, "interrupted", e);
    }
  }

  private SlipwayException error(HttpResponse<String> response) {
    try {
      JsonNode error = Json.mapper().readTree(response.body()).path("error");
      if (error.path("code").isString()) {
        return new SlipwayException(
            ErrorCode.valueOf(error.path("code").asString()), error.path("message").asString(""));
      }
    } catch (JacksonException | IllegalArgumentException _) {
      // Not our error form: fall through to what the status says.
    }
    return new SlipwayException(
        response.statusCode() == 404 ? ErrorCode.NOT_FOUND : ErrorCode.UNREACHABLE,
        "%s answered %d to %s".formatted(server, response.statusCode(), response.uri().getPath()));
  }
}
