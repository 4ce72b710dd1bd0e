package dev.slipway.serving.version;

import static dev.slipway.serving.ServingFixture.primary;
import static dev.slipway.serving.ServingFixture.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a package says of the log, as requests to it are logged.
final class RecordedInputsTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void maskedAndHashedInputsNeverReachTheLogAndTheAnswerIsTheSame() {
    serving.publish(Environment.PRODUCTION, primary(serving.register("linear")));
    String plain = prediction(serving.post("/predict/flights", ROW).body());
    VersionId disguised = register(Recording.of(1, List.of("distance"), List.of("origin")));
    serving.publish(Environment.PRODUCTION, primary(disguised));
    assertThat(prediction(serving.post("/predict/flights", ROW).body())).isEqualTo(plain);
    serving.post("/predict/flights", "[" + ROW + ",{\"distance\":\"far\",\"origin\":\"BOS\"}]");

    List<PredictionRecord> logged = serving.logged();
    assertThat(logged.get(0).inputs()).startsWith(1000.0, "ATL");
    for (int i : new int[] {1, 2}) {
      assertThat(logged.get(i).inputs().get(0)).isEqualTo(Withheld.MASKED);
      assertThat(logged.get(i).inputs().get(1)).isInstanceOf(Withheld.Hashed.class);
      assertThat(logged.get(i).scores()).hasSize(logged.get(0).scores().length).isNotEmpty();
    }
    assertThat(logged.get(3).inputs()).as("a row that was not valid").isEmpty();
  }

  @Test
  void aSampleKeepsEveryRecordAndTheInputsOfItsShareByTheId() {
    VersionId answering = register(Recording.of(0.25, List.of(), List.of()));
    VersionId shadow = register(Recording.of(0.25, List.of(), List.of()));
    serving.publish(
        Environment.PRODUCTION,
        primary(answering),
        variant(shadow, Variant.Role.SHADOW, Route.WHOLE));
    String rows =
        IntStream.range(0, 50).mapToObj(_ -> ROW).collect(Collectors.joining(",", "[", "]"));
    for (int i = 0; i < 40; i++) {
      assertThat(serving.post("/predict/flights", rows).statusCode()).isEqualTo(200);
    }
    while (serving.logged().size() < 4_000) {
      Thread.onSpinWait();
    }
    List<PredictionRecord> logged = serving.logged();
    assertThat(logged).allSatisfy(record -> assertThat(record.scores()).isNotEmpty());
    Set<String> sampled = sampled(logged, answering);
    // 2,000 draws at a quarter: 500, give or take five standard deviations of 19.4.
    assertThat(sampled).hasSizeBetween(403, 597);
    assertThat(sampled(logged, shadow)).as("the same ids").isEqualTo(sampled);
  }

  @Test
  void aSampleOfNothingAndOfEverythingAreExact() {
    serving.publish(
        Environment.PRODUCTION, primary(register(Recording.of(0, List.of(), List.of()))));
    serving.post("/predict/flights", "[" + ROW + "," + ROW + "]");
    assertThat(serving.logged()).hasSize(2).allMatch(record -> record.inputs().isEmpty());
  }

  private VersionId register(Recording recording) {
    return serving.register("linear", TinyModels.FLIGHTS, recording);
  }

  private static Set<String> sampled(List<PredictionRecord> logged, VersionId version) {
    return logged.stream()
        .filter(record -> record.version().equals(version) && !record.inputs().isEmpty())
        .map(PredictionRecord::id)
        .collect(Collectors.toSet());
  }

  private static String prediction(String body) {
    return body.substring(body.indexOf("\"prediction\""), body.indexOf("\"flags\""));
  }
}
