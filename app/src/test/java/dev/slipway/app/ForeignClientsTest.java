package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.app.wiring.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every protocol, asked by Python as its public documents say, on a server that starts as a SageMaker container
/// does; the answers are those of the scikit-learn that made the pickle.
class ForeignClientsTest {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path temp;

  @Test
  void whatTheProjectsPublishIsAnsweredAsItStandsThere() throws Exception {
    Path script = script();
    Path folder = Files.createDirectories(temp.resolve("models"));
    for (String fit : List.of("fit", "fit-published")) {
      Said fitted = python(script.toString(), fit, folder.toString());
      assertThat(fitted.ok()).as(fitted.text).isTrue();
    }
    ServeSettings settings =
        ServeSettings.of(
            new ServeSettings.Options(
                Optional.empty(), Optional.of(folder), Optional.empty(), Listening.Asked.NOTHING),
            Map.of("SAGEMAKER_BIND_TO_PORT", "0"),
            Files::exists);
    try (LoneServer server = LoneServer.start(settings, workshop())) {
      assertThat(server.failed()).isEmpty();
      Said asked =
          python(script.toString(), "ask-published", server.uri().toString(), folder.toString());

      assertThat(asked.ok()).as(asked.text).isTrue();
      assertThat(asked.text).contains("all published requests agree with scikit-learn");
    }
  }

  private Path script() throws IOException, InterruptedException {
    assumeTrue(
        System.getenv("SLIPWAY_REQUIRE_PYTHON") != null
            || System.getenv("CI") != null
            || (Files.isExecutable(Path.of(PYTHON)) && python("-c", "import sklearn, pandas").ok()),
        "python3-sklearn and python3-pandas are not installed");
    Path script = temp.resolve("clients.py");
    try (InputStream in = getClass().getResourceAsStream("foreign-clients.py")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    return script;
  }

  @Test
  void theyAllGetWhatScikitLearnPredicts() throws Exception {
    Path script = script();
    Path folder = Files.createDirectories(temp.resolve("model"));
    Said fitted = python(script.toString(), "fit", folder.toString());
    assertThat(fitted.ok()).as(fitted.text).isTrue();

    try (LoneServer server = LoneServer.start(container(folder), workshop())) {
      Said asked = python(script.toString(), "ask", server.uri().toString(), folder.toString());

      assertThat(asked.ok()).as(asked.text).isTrue();
      assertThat(asked.text).contains("all protocols agree with scikit-learn");
    }
  }

  private static ServeSettings container(Path folder) {
    return ServeSettings.of(
        new ServeSettings.Options(
            Optional.empty(), Optional.empty(), Optional.of("iris"), Listening.Asked.NOTHING),
        Map.of(
            "SM_MODEL_DIR", folder.toString(),
            "SAGEMAKER_BIND_TO_PORT", "0",
            "AIP_PREDICT_ROUTE", "/v1/endpoints/1/deployedModels/2:predict"),
        Files::exists);
  }

  private static Workshop workshop() {
    return new Workshop(InstantSource.system());
  }

  private record Said(int exitCode, String text) {
    boolean ok() {
      return exitCode == 0;
    }
  }

  private static Said python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
