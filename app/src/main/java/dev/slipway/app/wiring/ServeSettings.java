package dev.slipway.app.wiring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How models are served without a home: from options, and inside a container from the variables with which
/// SageMaker and Vertex AI say where the model is and on which port it is asked.
///
/// @param models whether `path` is a folder of models rather than one model
/// @param loadAll whether all of them are loaded at the start
/// @param healthRoute and `predictRoute`: the paths that Vertex AI chose, where it did
public record ServeSettings(
    Path path,
    boolean models,
    boolean loadAll,
    Optional<String> name,
    Listening listening,
    Optional<String> healthRoute,
    Optional<String> predictRoute) {
  private static final Path SAGEMAKER_MODEL = Path.of("/opt/ml/model");
  private static final String EVERY_ADDRESS = "0.0.0.0";
  private static final Path SAGEMAKER_MODELS = Path.of("/opt/ml/models");

  /// What the command line says; it outranks every variable.
  public record Options(
      Optional<Path> path,
      Optional<Path> models,
      Optional<String> name,
      Listening.Asked listening) {}

  /// @param exists whether there is something at a path
  public static ServeSettings of(
      Options options, Map<String, String> environment, Predicate<Path> exists) {
    if (options.path.isPresent() && options.models.isPresent()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT, "name one model, or a folder of models with --models");
    }
    boolean many =
        options.path.isEmpty() && "true".equals(environment.get("SAGEMAKER_MULTI_MODEL"));
    boolean models = options.models.isPresent() || many;
    boolean named = options.path.isPresent() || options.models.isPresent();
    boolean contained =
        !named
            || environment.containsKey("AIP_HTTP_PORT")
            || environment.containsKey("SAGEMAKER_BIND_TO_PORT");
    Path path =
        options
            .models
            .or(() -> many ? Optional.of(SAGEMAKER_MODELS) : options.path)
            .orElseGet(() -> given(environment, exists));
    Listening listening =
        options.listening.or(contained ? EVERY_ADDRESS : Listening.HOST, port(environment));
    return new ServeSettings(
        path,
        models,
        options.models.isPresent(),
        options.name,
        many ? listening.changeable() : listening,
        route(environment, "AIP_HEALTH_ROUTE"),
        route(environment, "AIP_PREDICT_ROUTE"));
  }

  /// Where a platform put the model.
  private static Path given(Map<String, String> environment, Predicate<Path> exists) {
    String folder = environment.get("SM_MODEL_DIR");
    if (folder != null) {
      return Path.of(folder);
    }
    String storage = environment.get("AIP_STORAGE_URI");
    if (storage != null && !storage.isEmpty()) {
      return storage(storage);
    }
    if (exists.test(SAGEMAKER_MODEL)) {
      return SAGEMAKER_MODEL;
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "name a model file or a package folder; without one it is looked for where SM_MODEL_DIR or AIP_STORAGE_URI say, and in /opt/ml/model");
  }

  private static Path storage(String uri) {
    if (uri.startsWith("file:")) {
      return Path.of(URI.create(uri));
    }
    if (uri.contains("://")) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "AIP_STORAGE_URI is '%s', which is not fetched; put the model into the image, or mount it, and name its path"
              .formatted(uri));
    }
    return Path.of(uri);
  }

  private static int port(Map<String, String> environment) {
    for (String variable : new String[] {"SAGEMAKER_BIND_TO_PORT", "AIP_HTTP_PORT"}) {
      String port = environment.get(variable);
      if (port != null) {
        return port(variable, port);
      }
    }
    return Listening.PORT;
  }

  private static int port(String variable, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "%s is '%s'; it must be a port, from 0 to 65535".formatted(variable, text));
  }

  private static Optional<String> route(Map<String, String> environment, String variable) {
    String route = environment.get(variable);
    if (route == null) {
      return Optional.empty();
    }
    if (!route.startsWith("/")) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is '%s'; a path starts with '/'".formatted(variable, route));
    }
    return Optional.of(route);
  }
}
