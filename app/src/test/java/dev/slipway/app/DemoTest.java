package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole journey, as a new user starts it.
class DemoTest {
  @Test
  void everyPhaseDoesWhatItSays(@TempDir Path folder) {
    Ran demo =
        Ran.slipway(
            "demo", "--exit", "--port", "0", "--dir", folder.resolve("demo").toString(), "--json");

    JsonNode result = demo.json();
    List<String> phases = new ArrayList<>();
    for (JsonNode phase : result.path("phases")) {
      assertThat(phase.path("ok").asBoolean()).as("%s", phase).isTrue();
      phases.add(phase.path("phase").asString());
    }
    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(phases)
        .containsExactly(
            "data",
            "build",
            "check",
            "register",
            "release",
            "serve",
            "better",
            "broken",
            "watch",
            "retrain");
  }

  @Test
  void aFolderThatIsNoDemoIsLeftAlone(@TempDir Path folder) throws Exception {
    java.nio.file.Files.writeString(folder.resolve("thesis.txt"), "mine");

    Ran demo = Ran.slipway("demo", "--exit", "--port", "0", "--dir", folder.toString());

    assertThat(demo.exitCode()).isEqualTo(4);
    assertThat(demo.err()).contains("was not made by a demo");
    assertThat(folder.resolve("thesis.txt")).hasContent("mine");
  }
}
