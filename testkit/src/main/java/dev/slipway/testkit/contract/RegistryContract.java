package dev.slipway.testkit.contract;

import static dev.slipway.testkit.contract.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Registry] does.
public abstract class RegistryContract {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");

  /// The same, empty registry for the whole of one test.
  protected abstract Registry registry();

  private ModelVersion register(String model, String content) {
    return registry()
        .register(
            model, Digest.of(content), Optional.of(Verdict.PASS), Map.of("team", "ops"), "ada", AT);
  }

  @Test
  void numbersVersionsFromOneWithoutGaps() {
    assertThat(register("late", "a").id()).isEqualTo(new VersionId("late", 1));
    assertThat(register("late", "b").id()).isEqualTo(new VersionId("late", 2));
    assertThat(register("eta", "a").id()).isEqualTo(new VersionId("eta", 1));
    assertThat(registry().models()).containsExactly("eta", "late");
    assertThat(registry().versions("late")).extracting(v -> v.id().number()).containsExactly(2, 1);
    assertThat(registry().versions("none")).isEmpty();
  }

  @Test
  void keepsWhatItWasTold() {
    ModelVersion version = register("late", "a");
    assertThat(version)
        .isEqualTo(
            new ModelVersion(
                new VersionId("late", 1),
                Digest.of("a"),
                "ada",
                AT,
                Optional.of(Verdict.PASS),
                Optional.empty(),
                new TreeSet<>(),
                Map.of("team", "ops")));
    assertThat(registry().find(version.id())).contains(version);
    assertThat(registry().find(new VersionId("late", 2))).isEmpty();
  }

  @Test
  void givesTheSamePackageTheVersionItHas() {
    ModelVersion first = register("late", "a");
    register("late", "b");
    assertThat(register("late", "a")).isEqualTo(first);
    assertThat(registry().versions("late")).hasSize(2);
  }

  @Test
  void movesAnAliasFromVersionToVersion() {
    VersionId one = register("late", "a").id();
    VersionId two = register("late", "b").id();
    registry().setAlias(one, "champion");
    registry().setAlias(one, "best");
    registry().setAlias(two, "champion");

    assertThat(registry().findByAlias("late", "champion").map(ModelVersion::id)).contains(two);
    assertThat(registry().find(one).orElseThrow().aliases()).containsExactly("best");
    registry().removeAlias("late", "champion");
    registry().removeAlias("late", "champion");
    assertThat(registry().findByAlias("late", "champion")).isEmpty();
    assertThat(registry().findByAlias("none", "champion")).isEmpty();
  }

  @Test
  void keepsApprovalAndTags() {
    VersionId id = register("late", "a").id();
    ModelVersion.Approval approval = new ModelVersion.Approval("grace", AT, "looks right");
    registry().approve(id, approval);
    registry().setTag(id, "ticket", "42");
    registry().setTag(id, "team", "ml");

    ModelVersion version = registry().find(id).orElseThrow();
    assertThat(version.approval()).contains(approval);
    assertThat(version.tags()).isEqualTo(Map.of("team", "ml", "ticket", "42"));
  }

  @Test
  void refusesToChangeAVersionThatIsNotThere() {
    register("late", "a");
    VersionId none = new VersionId("late", 7);
    assertRefused(
        ErrorCode.NOT_FOUND, () -> registry().setAlias(none, "champion"), "late:7", "slipway");
    assertRefused(ErrorCode.NOT_FOUND, () -> registry().setTag(none, "a", "b"), "late:7");
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> registry().approve(none, new ModelVersion.Approval("ada", AT, "")),
        "late:7");
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> register("no/name", "a"), "no/name");
  }

  @Test
  void numbersWithoutGapsWhenManyRegisterAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls =
          IntStream.range(0, 40)
              .<Callable<Integer>>mapToObj(i -> () -> register("late", "p" + i).id().number())
              .toList();
      Set<Integer> numbers = new HashSet<>();
      for (Future<Integer> number : threads.invokeAll(calls)) {
        numbers.add(number.get());
      }
      assertThat(numbers).hasSize(40).contains(1, 40);
    }
  }
}
