package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.cli.SlipwayCommand;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/// What the command line says to people, and the exit codes that scripts rely on.
final class CliTest {
  @TempDir private Path temp;

  private static Set<String> commands() {
    Command root = SlipwayCommand.class.getAnnotation(Command.class);
    return Stream.of(root.subcommands())
        .map(type -> type.getAnnotation(Command.class).name())
        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExample(String command) {
    Ran ran = Ran.slipway(command, "--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("Example:", "  slipway " + command, "--json");
  }

  @Test
  void theHelpNamesEveryCommandAndExitCode() {
    Ran ran = Ran.slipway("--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains(commands()).contains("Exit codes:", "slipway demo");
  }

  @Test
  void anOptionThatDoesNotExistGetsTheNearestThatDoes() {
    Ran ran = Ran.slipway("build", "--verbos");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("--verbos", "Possible solutions: --verbose");
  }

  @Test
  void aCommandThatDoesNotExistGetsTheNearestThatDoes() {
    Ran ran = Ran.slipway("biuld");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("biuld", "slipway build");
  }

  @Test
  void aMissingArgumentPointsToTheHelp() {
    Ran ran = Ran.slipway("inspect");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("FILE", "slipway inspect --help");
  }

  @Test
  void anErrorIsJsonOnStandardErrorWhereTheResultWouldBeJson() {
    Ran ran = Ran.slipway("build", "-C", temp.toString(), "--json");

    assertThat(ran.out()).isEmpty();
    JsonNode error = Json.mapper().readTree(ran.err()).path("error");
    assertThat(error.path("code").asString()).isEqualTo("INVALID_PROJECT");
    assertThat(error.path("message").asString()).contains("slipway.yaml");
  }

  @Test
  void aBuildWithoutAProjectSaysHowToStartOne() {
    Ran ran = Ran.slipway("build", "-C", temp.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("slipway.yaml", "slipway init").doesNotContain("\tat ");
  }

  @Test
  void initLeavesAFolderThatIsNotEmptyAlone() throws IOException {
    Path mine = Files.writeString(temp.resolve("mine.txt"), "mine");

    Ran ran = Ran.slipway("init", temp.toString());

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.err()).contains(temp.toString());
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(mine);
    }
  }

  @Test
  void initKnowsItsExamples() {
    Ran ran = Ran.slipway("init", temp.resolve("new").toString(), "--from", "flight-dalay");

    assertThat(ran.exitCode()).isIn(2, 3);
    assertThat(ran.err()).contains("flight-dalay", "flight-delay", "flight-eta");
  }

  @Test
  void aTextFileIsNoModel() throws IOException {
    Path text = Files.writeString(temp.resolve("notes.txt"), "Dear diary,\n");

    Ran ran = Ran.slipway("inspect", text.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("verdict:").doesNotContain("verdict: supported");
  }

  @Test
  void aFileThatIsNotThereIsNotFound() {
    Ran ran = Ran.slipway("inspect", temp.resolve("none.pkl").toString());

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("none.pkl");
  }

  @Test
  void aPackageThatIsWholeVerifies() {
    Ran ran = Ran.slipway("verify", FlightDelay.packageFolder().toString(), "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.json().path("golden_rows").asInt()).isPositive();
  }

  @Test
  void aPackageThatWasTamperedWithNamesTheFile() throws IOException {
    Path copy = temp.resolve("package");
    Folders.copy(FlightDelay.packageFolder(), copy);
    Path tampered = firstFileBelow(copy.resolve("model"));
    Files.writeString(
        tampered,
        Files.readString(tampered, StandardCharsets.ISO_8859_1) + " ",
        StandardCharsets.ISO_8859_1);

    Ran ran = Ran.slipway("verify", copy.toString());

    assertThat(ran.exitCode()).isEqualTo(6);
    assertThat(ran.err()).contains(copy.relativize(tampered).toString());
  }

  @Test
  void withoutAServerAPushSaysWhatToDo() {
    Ran ran =
        Ran.slipway(
            "push", FlightDelay.packageFolder().toString(), "--server", "http://127.0.0.1:1");

    assertThat(ran.exitCode()).isEqualTo(9);
    assertThat(ran.err()).contains("http://127.0.0.1:1", "slipway server", "--server");
  }

  private static Path firstFileBelow(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
  }
}
