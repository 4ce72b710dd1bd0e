package dev.slipway.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.prediction.PredictionFeed;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [PredictionLog] does.
public abstract class PredictionLogContract {
  protected static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");

  /// The same, empty log for the whole of one test.
  protected abstract PredictionLog log();

  /// A record with every kind of cell.
  protected static final PredictionRecord FULL =
      new PredictionRecord(
          "p1",
          START,
          "late",
          Environment.PRODUCTION,
          new VersionId("late", 3),
          Variant.Role.CANARY,
          Arrays.asList(1.5, "JFK", null, "", Double.POSITIVE_INFINITY, "Zürich ✈", null),
          new double[] {0.25, 0.75},
          123_456,
          List.of("unseen:origin", "missing:day"),
          Optional.empty());

  /// A request that could not be answered.
  protected static final PredictionRecord FAILED =
      new PredictionRecord(
          "p2",
          START.plusNanos(1),
          "late",
          Environment.PRODUCTION,
          new VersionId("late", 3),
          Variant.Role.PRIMARY,
          List.of(),
          new double[0],
          7,
          List.of(),
          Optional.of("INTERNAL"));

  @Test
  void feedsBackWhatWasAppended() {
    log().append(FULL);
    log().append(FAILED);
    log().flush();
    assertFeedsFullAndFailed();
    assertThat(log().dropped()).isZero();
  }

  protected void assertFeedsFullAndFailed() {
    List<PredictionRecord> found = scan("late", Environment.PRODUCTION, START, START.plusNanos(2));
    assertThat(found).usingRecursiveFieldByFieldElementComparator().containsExactly(FULL, FAILED);
  }

  @Test
  void feedsOnlyTheEndpointTheEnvironmentAndTheSpan() {
    for (int i = 0; i < 10; i++) {
      log().append(prediction("p" + i, i));
    }
    log().append(other("q1", "eta", Environment.PRODUCTION));
    log().append(other("q2", "late", Environment.STAGING));
    log().flush();
    assertThat(ids(START.plusSeconds(2), START.plusSeconds(5))).containsExactly("p2", "p3", "p4");
    assertThat(scan("eta", Environment.PRODUCTION, START, START.plusSeconds(9)))
        .extracting(PredictionRecord::id)
        .containsExactly("q1");
    assertThat(scan("none", Environment.PRODUCTION, START, START.plusSeconds(9))).isEmpty();
  }

  @Test
  void feedsInTimeOrderWhateverTheOrderOfArrival() {
    for (int i : new int[] {5, 1, 4, 2, 3, 0}) {
      log().append(prediction("p" + i, i));
    }
    log().flush();
    assertThat(ids(Instant.MIN, Instant.MAX)).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
  }

  @Test
  void joinsTruthsByPredictionId() {
    log().append(prediction("p1", 1));
    log().append(prediction("p2", 2));
    log().append(prediction("p3", 3));
    log().flush();
    int known = log().appendFeedback(List.of(truth("p3", "no", 9), truth("p1", "yes", 8)));
    assertThat(known).isEqualTo(2);
    assertThat(outcomes()).containsExactly("p1=yes", "p3=no");
  }

  @Test
  void knowsAPredictionBeforeItIsFlushed() {
    log().append(prediction("p1", 1));
    assertThat(log().appendFeedback(List.of(truth("p1", "yes", 2)))).isEqualTo(1);
  }

  @Test
  void keepsATruthThatComesBeforeItsPrediction() {
    assertThat(log().appendFeedback(List.of(truth("p1", "yes", 1)))).isZero();
    log().append(prediction("p1", 1));
    log().flush();
    assertThat(outcomes()).containsExactly("p1=yes");
  }

  @Test
  void letsTheLaterTruthCountInWhateverOrderTheyCome() {
    log().append(prediction("p1", 1));
    log().append(prediction("p2", 2));
    log().append(prediction("p3", 3));
    log().appendFeedback(List.of(truth("p1", "old", 10), truth("p1", "new", 11)));
    log().appendFeedback(List.of(truth("p2", "new", 11)));
    log().appendFeedback(List.of(truth("p2", "old", 10)));
    log().appendFeedback(List.of(truth("p3", "first", 10)));
    log().appendFeedback(List.of(truth("p3", "last", 10)));
    log().flush();
    assertThat(outcomes()).containsExactly("p1=new", "p2=new", "p3=last");
  }

  @Test
  void feedsAReaderWhatIsWrittenSinceItCameInTheOrderOfWriting() {
    log().append(prediction("p1", 1));
    log().flush();
    PredictionFeed feed = log().follow("sink");
    assertThat(feed.next(10)).isEmpty();
    log().append(prediction("p5", 5));
    log().append(other("q2", "eta", Environment.STAGING));
    log().append(prediction("p3", 3));
    log().flush();
    assertThat(feed.behind()).isPositive();

    assertThat(nextIds(feed, 2)).containsExactly("p5", "q2");
    feed.passed();
    assertThat(nextIds(feed, 2)).containsExactly("p3");
    feed.passed();
    assertThat(feed.next(2)).isEmpty();
    assertThat(feed.behind()).isZero();
    assertThat(feed.lost()).isZero();
  }

  @Test
  void feedsTheSameAgainUntilTheReaderHasPassedIt() {
    PredictionFeed feed = log().follow("sink");
    log().append(FULL);
    log().append(FAILED);
    log().flush();
    for (int again = 0; again < 3; again++) {
      assertThat(feed.next(10))
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(FULL, FAILED);
    }
    feed.passed();
    assertThat(feed.next(10)).isEmpty();
  }

  @Test
  void keepsAPlaceForEachReader() {
    PredictionFeed first = log().follow("first");
    PredictionFeed second = log().follow("second");
    log().append(prediction("p1", 1));
    log().flush();
    assertThat(nextIds(first, 5)).containsExactly("p1");
    first.passed();
    log().append(prediction("p2", 2));
    log().flush();
    first.close();

    assertThat(nextIds(log().follow("first"), 5)).containsExactly("p2");
    assertThat(nextIds(second, 5)).containsExactly("p1", "p2");
  }

  protected static List<String> nextIds(PredictionFeed feed, int limit) {
    return feed.next(limit).stream().map(PredictionRecord::id).toList();
  }

  @Test
  void storesSecretsAsTheirHashes() {
    log().append(withInputs("p1", Withheld.MASKED, new Withheld.Secret("name", "Ada Lovelace")));
    log().append(withInputs("p2", Withheld.MASKED, new Withheld.Secret("name", "Ada Lovelace")));
    log().append(withInputs("p3", 1.5, new Withheld.Secret("name", "Grace Hopper")));
    log().flush();
    List<List<@Nullable Object>> inputs =
        scan("late", Environment.PRODUCTION, Instant.MIN, Instant.MAX).stream()
            .map(PredictionRecord::inputs)
            .toList();
    assertThat(inputs.get(0).get(0)).isEqualTo(Withheld.MASKED);
    assertThat(inputs.get(0).get(1))
        .isInstanceOfSatisfying(
            Withheld.Hashed.class, hashed -> assertThat(hashed.digest()).matches("[0-9a-f]{32}"));
    assertThat(inputs.get(1)).isEqualTo(inputs.get(0));
    assertThat(inputs.get(2).get(0)).isEqualTo(1.5);
    assertThat(inputs.get(2).get(1)).isNotEqualTo(inputs.get(0).get(1));
  }

  protected static PredictionRecord withInputs(String id, @Nullable Object... inputs) {
    PredictionRecord like = prediction(id, 1);
    return new PredictionRecord(
        id,
        like.at(),
        like.endpoint(),
        like.environment(),
        like.version(),
        like.role(),
        Arrays.asList(inputs),
        like.scores(),
        like.nanos(),
        like.flags(),
        like.error());
  }

  @Test
  void takesNoFeedbackAtAll() {
    assertThat(log().appendFeedback(List.of())).isZero();
    assertThat(outcomes()).isEmpty();
  }

  protected static PredictionRecord prediction(String id, int second) {
    return prediction(id, "late", Environment.PRODUCTION, START.plusSeconds(second));
  }

  protected List<String> ids(Instant from, Instant to) {
    return scan("late", Environment.PRODUCTION, from, to).stream()
        .map(PredictionRecord::id)
        .toList();
  }

  protected List<String> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    log()
        .scanOutcomes(
            "late", Environment.PRODUCTION, START, START.plusSeconds(1_000_000), outcomes::add);
    return outcomes.stream().map(o -> o.prediction().id() + "=" + o.label()).toList();
  }

  protected static Feedback truth(String id, String label, int second) {
    return new Feedback(id, label, START.plusSeconds(second));
  }

  private static PredictionRecord other(String id, String endpoint, Environment environment) {
    return prediction(id, endpoint, environment, START.plusSeconds(3));
  }

  private static PredictionRecord prediction(
      String id, String endpoint, Environment environment, Instant at) {
    return new PredictionRecord(
        id,
        at,
        endpoint,
        environment,
        new VersionId("late", 1),
        Variant.Role.PRIMARY,
        Arrays.asList(1.0, "JFK"),
        new double[] {0.4, 0.6},
        1_000,
        List.of(),
        Optional.empty());
  }

  protected List<PredictionRecord> scan(
      String endpoint, Environment environment, Instant from, Instant to) {
    List<PredictionRecord> records = new ArrayList<>();
    log().scan(endpoint, environment, from, to, records::add);
    return records;
  }
}
