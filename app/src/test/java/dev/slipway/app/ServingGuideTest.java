package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.serving.plane.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page about serving is true: each of its listings that calls `curl` is run by bash against a server, and
/// answers what the listing after it shows.
class ServingGuideTest {
  private static final Path GUIDE = Path.of("../docs/guide/serving.md");

  @TempDir private Path temp;

  private record Listing(String command, String answer) {}

  @Test
  void everyListingAnswersWhatThePageShows() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/curl")) || System.getenv("CI") != null,
        "curl is not installed");
    Path folder = Files.createDirectories(temp.resolve("models"));
    Folders.copy(FlightDelay.packageFolder(), folder.resolve("flight-delay"));
    List<Listing> listings = listings();
    assertThat(listings).hasSizeGreaterThan(9);
    try (LoneServer one = serve(Optional.of(FlightDelay.packageFolder()), Optional.empty());
        LoneServer many = serve(Optional.empty(), Optional.of(folder))) {
      Map<String, String> variables =
          Map.of(
              "S", one.uri().toString(),
              "M", many.uri().toString(),
              "DIR", folder.toString(),
              "ROW", row());
      for (Listing listing : listings) {
        assertAnswer(run(listing.command, variables), listing);
      }
    }
  }

  private static void assertAnswer(String actual, Listing listing) {
    if (listing.answer.startsWith("HTTP/")) {
      assertThat(plain(actual))
          .as("%s%n%s", listing.command, actual)
          .contains(listing.answer.lines().map(ServingGuideTest::plain).toList());
      return;
    }
    String expected = plain(listing.answer);
    if (expected.contains("...")) {
      assertThat(plain(actual))
          .as("%s%n%s", listing.command, actual)
          .startsWith(expected.substring(0, expected.indexOf("...")));
    } else {
      assertThat(plain(actual)).as("%s%n%s", listing.command, actual).isEqualTo(expected);
    }
  }

  /// Without blanks, and with the same number and the same id for every one.
  private static String plain(String text) {
    return text.replaceAll("\\s", "")
        .replaceAll("\"[0-9A-HJKMNP-TV-Z]{26}\"", "\"ID\"")
        .replaceAll("\\d+\\.\\d+(E-?\\d+)?", "0.5");
  }

  private static LoneServer serve(Optional<Path> path, Optional<Path> models) {
    ServeSettings.Options options =
        new ServeSettings.Options(
            path,
            models,
            Optional.empty(),
            new Listening.Asked(
                Optional.of("127.0.0.1"),
                Optional.of(0),
                "slipway",
                Optional.empty(),
                Limits.DEFAULT,
                false));
    return LoneServer.start(
        ServeSettings.of(
            options,
            Map.of("AIP_PREDICT_ROUTE", "/v1/endpoints/1/deployedModels/2:predict"),
            Files::exists),
        new Workshop(InstantSource.system()));
  }

  private static String run(String command, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", command, output).isZero();
    return output;
  }

  private static String row() throws IOException {
    return Files.readString(GUIDE)
        .lines()
        .filter(line -> line.startsWith("ROW='"))
        .map(line -> line.substring("ROW='".length(), line.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  /// The fenced blocks that call curl, each with the block after it.
  private static List<Listing> listings() throws IOException {
    String[] parts = Files.readString(GUIDE).split("(?m)^```.*\\R", -1);
    List<Listing> listings = new ArrayList<>();
    for (int i = 1; i < parts.length; i += 2) {
      if (parts[i].contains("curl -s")) {
        assertThat(parts[i + 1]).as("what stands between %s and its answer", parts[i]).isBlank();
        listings.add(new Listing(parts[i].strip(), parts[i + 2].strip()));
      }
    }
    return listings;
  }
}
