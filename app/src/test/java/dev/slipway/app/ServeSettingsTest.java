package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.plane.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where a container finds its model and its port.
class ServeSettingsTest {
  private static final Path SAGEMAKER = Path.of("/opt/ml/model");

  @Test
  void aPathOnTheCommandLineIsServedToThisMachineAlone() {
    ServeSettings settings = named(Map.of());

    assertThat(settings.path()).isEqualTo(Path.of("model.pkl"));
    assertThat(settings.listening().host()).isEqualTo("127.0.0.1");
    assertThat(settings.listening().port()).isEqualTo(8080);
    assertThat(settings.models()).isFalse();
  }

  @Test
  void sageMakerPutsTheModelInItsFolderAndAsksOnEveryAddress() {
    ServeSettings settings = unnamed(Map.of(), Set.of(SAGEMAKER));

    assertThat(settings.path()).isEqualTo(SAGEMAKER);
    assertThat(settings.listening().host()).isEqualTo("0.0.0.0");
    assertThat(settings.listening().port()).isEqualTo(8080);
    assertThat(unnamed(Map.of("SM_MODEL_DIR", "/m"), Set.of(SAGEMAKER)).path())
        .isEqualTo(Path.of("/m"));
    assertThat(
            unnamed(Map.of("SAGEMAKER_BIND_TO_PORT", "9000"), Set.of(SAGEMAKER)).listening().port())
        .isEqualTo(9000);
  }

  @Test
  void sageMakerServersOfManyModelsStartEmpty() {
    ServeSettings settings = unnamed(Map.of("SAGEMAKER_MULTI_MODEL", "true"), Set.of());

    assertThat(settings.path()).isEqualTo(Path.of("/opt/ml/models"));
    assertThat(settings.models()).isTrue();
    assertThat(settings.loadAll()).isFalse();
  }

  @Test
  void vertexNamesModelPortAndPaths() {
    ServeSettings settings =
        unnamed(
            Map.of(
                "AIP_HTTP_PORT", "8081",
                "AIP_STORAGE_URI", "file:///models/a",
                "AIP_HEALTH_ROUTE", "/well",
                "AIP_PREDICT_ROUTE", "/v1/endpoints/1/deployedModels/2:predict"),
            Set.of());

    assertThat(settings.path()).isEqualTo(Path.of("/models/a"));
    assertThat(settings.listening().port()).isEqualTo(8081);
    assertThat(settings.listening().host()).isEqualTo("0.0.0.0");
    assertThat(settings.healthRoute()).contains("/well");
    assertThat(settings.predictRoute()).contains("/v1/endpoints/1/deployedModels/2:predict");
    assertThat(named(Map.of("AIP_HTTP_PORT", "8081")).listening().host()).isEqualTo("0.0.0.0");
    assertThat(named(Map.of("AIP_STORAGE_URI", "gs://b/m")).path())
        .as("the command line outranks it")
        .isEqualTo(Path.of("model.pkl"));
  }

  @Test
  void callersMayChangeAServerOfItsOwnMachineAlone() {
    assertThat(changes("127.0.0.1", false)).isEqualTo(Changes.ALLOWED);
    assertThat(changes("localhost", false)).isEqualTo(Changes.ALLOWED);
    assertThat(changes("::1", false)).isEqualTo(Changes.ALLOWED);
    assertThat(changes("0.0.0.0", false)).isEqualTo(Changes.REFUSED);
    assertThat(changes("::", false)).isEqualTo(Changes.REFUSED);
    assertThat(changes("no.such.host.invalid", false)).isEqualTo(Changes.REFUSED);
    assertThat(changes("0.0.0.0", true)).isEqualTo(Changes.ALLOWED);
    assertThat(unnamed(Map.of("SM_MODEL_DIR", "/m"), Set.of()).listening().changes())
        .as("a container listens on every address")
        .isEqualTo(Changes.REFUSED);
    assertThat(unnamed(Map.of("SAGEMAKER_MULTI_MODEL", "true"), Set.of()).listening().changes())
        .as("SageMaker loads models by request")
        .isEqualTo(Changes.ALLOWED);
  }

  private static Changes changes(String host, boolean allowed) {
    return new Listening.Asked(
            Optional.of(host),
            Optional.of(0),
            ServerIdentity.NAME,
            Optional.empty(),
            Limits.DEFAULT,
            allowed)
        .or(Listening.HOST, Listening.PORT)
        .changes();
  }

  @Test
  void whatCannotBeIsRefusedByItsName() {
    assertRefused(Map.of("AIP_STORAGE_URI", "gs://bucket/model"), "'gs://bucket/model'");
    assertRefused(Map.of("SM_MODEL_DIR", "/m", "AIP_HTTP_PORT", "http"), "AIP_HTTP_PORT is 'http'");
    assertRefused(Map.of("SM_MODEL_DIR", "/m", "SAGEMAKER_BIND_TO_PORT", "70000"), "'70000'");
    assertRefused(Map.of("SM_MODEL_DIR", "/m", "AIP_HEALTH_ROUTE", "well"), "starts with '/'");
    assertRefused(Map.of(), "name a model file or a package folder");
    assertThatThrownBy(() ->
            ServeSettings.of(
                new ServeSettings.Options(
                    Optional.of(Path.of("a")),
                    Optional.of(Path.of("b")),
                    Optional.empty(),
                    Listening.Asked.NOTHING),
                Map.of(),
                _ -> true))
        .hasMessageContaining("--models");
  }

  private static void assertRefused(Map<String, String> environment, String message) {
    assertThatThrownBy(() -> unnamed(environment, Set.of()))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining(message);
  }

  private static ServeSettings named(Map<String, String> environment) {
    return settings(Optional.of(Path.of("model.pkl")), environment, Set.of(SAGEMAKER));
  }

  private static ServeSettings unnamed(Map<String, String> environment, Set<Path> there) {
    return settings(Optional.empty(), environment, there);
  }

  private static ServeSettings settings(
      Optional<Path> path, Map<String, String> environment, Set<Path> there) {
    return ServeSettings.of(
        new ServeSettings.Options(
            path, Optional.empty(), Optional.empty(), Listening.Asked.NOTHING),
        environment,
        there::contains);
  }
}
