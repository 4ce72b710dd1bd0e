package dev.slipway.lifecycle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.project.Project.Checks;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.build.KeptPackages;
import dev.slipway.lifecycle.build.LineModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of `x` uniform on -3 to 3, late with the chance `1 / (1 + exp(-x))`; so the model `logistic x 1 0`
/// is the truth itself, `logistic x 3 0` orders rows as well but is too sure, and `logistic x -1 0` is
/// upside down.
class CheckerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Checks SPEC =
      new Checks(Optional.of("auc"), Optional.of(0.7), 0.01, 0.05, 0.8, 0.1, 0.1, 1_000, 1_000_000);

  @TempDir Path temp;
  private final KeptPackages packages = new KeptPackages();
  private final Checker checker = new Checker(packages, new LineModels(), InstantSource.fixed(NOW));

  @Test
  void goodModelPasses() {
    CheckReport report = check("logistic x 1 0", rows(4_000, "all"), SPEC, Optional.empty());

    assertThat(report.results())
        .extracting(CheckResult::check)
        .containsExactly(
            "golden-rows",
            "performance",
            "performance-against-baseline",
            "calibration",
            "fairness-by-carrier",
            "robustness-to-missing-values",
            "size",
            "latency");
    assertThat(report.results())
        .filteredOn(r -> !r.check().equals("fairness-by-carrier"))
        .allMatch(r -> r.verdict() == Verdict.PASS);
    assertThat(report.at()).isEqualTo(NOW);
    assertThat(report.model()).isEqualTo("late");
  }

  @Test
  void limitsThatHeldOutRowsBreakFail() {
    CheckResult kept = accepted(new Limit.Min(-3), new Limit.Max(3));
    CheckResult broken = accepted(new Limit.Min(-3), new Limit.Max(0));
    long above = Arrays.stream(rows(4_000, "all").numbers("x")).filter(x -> x > 0).count();

    assertThat(kept.verdict()).isEqualTo(Verdict.PASS);
    assertThat(broken.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(broken.numbers().get("refused")).isEqualTo(above);
    assertThat(broken.reason()).contains("by x max;");
  }

  private CheckResult accepted(Limit... limits) {
    Declared declared = new Declared(List.of(limits), Optional.empty(), Map.of());
    Field field = new Field("x", ColumnType.DECIMAL, true, Optional.of(declared));
    Path folder = written("logistic x 1 0", Task.BINARY_CLASSIFICATION, field);
    return result(
        checker.check(folder, rows(4_000, "all"), SPEC, Optional.empty()), "accepted-rows");
  }

  @Test
  void declaredMinimumFailsOnlyWhereTheBoundsSaySo() {
    assertThat(verdict("performance", "logistic x -1 0")).isEqualTo(Verdict.FAIL);
    Table few = rows(60, "all");
    double auc =
        result(check("logistic x 1 0", few, SPEC, Optional.empty()), "performance")
            .numbers()
            .get("value");

    CheckReport near = check("logistic x 1 0", few, minimum(auc - 0.01), Optional.empty());

    assertThat(result(near, "performance").verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void modelThatIsUpsideDownDoesNotBeatTheBaseline() {
    CheckReport report = check("logistic x -1 0", rows(4_000, "all"), SPEC, Optional.empty());

    CheckResult baseline = result(report, "performance-against-baseline");
    assertThat(baseline.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(baseline.numbers().get("baseline")).isEqualTo(0.5);
  }

  @Test
  void overconfidentModelIsNotCalibrated() {
    assertThat(verdict("calibration", "logistic x 3 0")).isEqualTo(Verdict.FAIL);
    assertThat(
            result(check("logistic x 1 0", rows(200, "all"), SPEC, Optional.empty()), "calibration")
                .verdict())
        .as("200 rows are too few")
        .isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void candidateIsComparedWithTheChampionOnTheSameRows() {
    Table heldOut = rows(4_000, "all");
    Optional<Checker.Champion> champion =
        Optional.of(
            new Checker.Champion("late:1", written("logistic x 1 0", Task.BINARY_CLASSIFICATION)));

    CheckResult same =
        result(check("logistic x 2 0", heldOut, SPEC, champion), "performance-against-champion");
    CheckResult worse =
        result(check("logistic x -1 0", heldOut, SPEC, champion), "performance-against-champion");

    assertThat(same.verdict()).as("the same order, so the same AUC").isEqualTo(Verdict.PASS);
    assertThat(same.numbers().get("worse")).isCloseTo(0, within(1e-12));
    assertThat(worse.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(worse.reason()).contains("late:1");
  }

  @Test
  void championOfAnotherTargetIsInsufficientRatherThanSilent() {
    Path other = written("identity x", Task.REGRESSION);

    CheckReport report =
        check(
            "logistic x 1 0",
            rows(1_000, "all"),
            SPEC,
            Optional.of(new Checker.Champion("late:1", other)));

    assertThat(result(report, "performance-against-champion").verdict())
        .isEqualTo(Verdict.INSUFFICIENT);
    assertThat(result(report, "schema-compatibility").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.champion()).isEqualTo("late:1");
  }

  @Test
  void missingCellsAreDrawnTheSameEachTime() {
    Table heldOut = rows(2_000, "all");

    CheckResult first =
        result(
            check("logistic x 1 0", heldOut, SPEC, Optional.empty()),
            "robustness-to-missing-values");
    CheckResult second =
        result(
            check("logistic x 1 0", heldOut, SPEC, Optional.empty()),
            "robustness-to-missing-values");

    assertThat(first.numbers().get("drop")).isPositive();
    assertThat(second.numbers()).isEqualTo(first.numbers());
  }

  @Test
  void groupsThatAreTreatedAlikePassAndSmallOnesAreListed() {
    Table heldOut = rows(20_000, "AA,UA," + "AA,UA,".repeat(300) + "ZZ");

    CheckResult fairness =
        result(check("logistic x 1 0", heldOut, SPEC, Optional.empty()), "fairness-by-carrier");

    assertThat(fairness.verdict()).isEqualTo(Verdict.PASS);
    assertThat(fairness.table())
        .hasSize(4)
        .anyMatch(row -> row.getFirst().equals("ZZ") && row.getLast().equals("not assessable"));
  }

  @Test
  void groupThatIsSelectedHalfAsOftenFails() {
    Table alike = rows(20_000, "AA,UA");
    double[] x = alike.numbers("x").clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 2 == 0 ? x[i] : x[i] - 1.5;
    }
    Table unlike =
        new Table(
            alike.schema(), x.length, List.of(x, alike.texts("carrier"), alike.numbers("delay")));

    CheckResult fairness =
        result(check("logistic x 1 0", unlike, SPEC, Optional.empty()), "fairness-by-carrier");

    assertThat(fairness.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(fairness.reason()).contains("comparisons with '");
  }

  @Test
  void regressionIsFairWhereErrorsOfGroupsAreAlike() {
    Path folder = written("identity x", Task.REGRESSION);
    Table alike = numbers(2_000);
    String[] carrier = new String[2_000];
    double[] delay = alike.numbers("delay").clone();
    for (int i = 0; i < carrier.length; i++) {
      carrier[i] = i % 4 < 2 ? "AA" : "UA";
    }
    Table grouped = new Table(alike.schema(), 2_000, List.of(alike.numbers("x"), carrier, delay));
    double[] worse = delay.clone();
    for (int i = 0; i < worse.length; i++) {
      worse[i] += carrier[i].equals("UA") ? (i % 2 == 0 ? 0.2 : -0.2) : 0;
    }
    Table unlike = new Table(alike.schema(), 2_000, List.of(alike.numbers("x"), carrier, worse));
    Checks spec =
        new Checks(
            Optional.of("mae"), Optional.empty(), 0.01, 0.05, 0.8, 0.1, 0.1, 1_000, 1_000_000);

    assertThat(
            result(checker.check(folder, grouped, spec, Optional.empty()), "fairness-by-carrier")
                .verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(
            result(checker.check(folder, unlike, spec, Optional.empty()), "fairness-by-carrier")
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void modelThatIsTooLargeFails() {
    Checks tight =
        new Checks(Optional.of("auc"), Optional.empty(), 0.01, 0.05, 0.8, 0.1, 0.1, 3, 1_000_000);

    assertThat(
            result(check("logistic x 1 0", rows(600, "all"), tight, Optional.empty()), "size")
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void regressionIsJudgedByItsError() {
    Path folder = written("identity x", Task.REGRESSION);
    Checks spec =
        new Checks(Optional.empty(), Optional.of(0.2), 0.01, 0.05, 0.8, 0.1, 0.1, 1_000, 1_000_000);

    CheckReport report = checker.check(folder, numbers(2_000), spec, Optional.empty());

    assertThat(report.results())
        .extracting(CheckResult::check)
        .doesNotContain("calibration")
        .contains("performance");
    assertThat(result(report, "performance").verdict()).isEqualTo(Verdict.PASS);
    assertThat(result(report, "performance-against-baseline").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void metricThatDoesNotFitIsRefused() {
    Path folder = written("identity x", Task.REGRESSION);

    assertThatThrownBy(() -> checker.check(folder, numbers(100), SPEC, Optional.empty()))
        .hasMessageContaining("the metric 'auc' does not fit");
  }

  @Test
  void verifierReplaysTheGoldenRows() throws IOException {
    Path folder = written("logistic x 1 0", Task.BINARY_CLASSIFICATION);
    PackageVerifier verifier = new PackageVerifier(packages, new LineModels());

    assertThat(verifier.verify(folder).goldenRows()).isEqualTo(2);

    Files.writeString(folder.resolve("model/model.txt"), "logistic x 1.001 0");
    assertThatThrownBy(() -> verifier.verify(folder))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_PACKAGE))
        .hasMessageContaining("golden row 0 gives");
  }

  private Verdict verdict(String check, String model) {
    return result(check(model, rows(4_000, "all"), SPEC, Optional.empty()), check).verdict();
  }

  CheckReport check(String model, Table heldOut, Checks spec, Optional<Checker.Champion> champion) {
    return checker.check(written(model, Task.BINARY_CLASSIFICATION), heldOut, spec, champion);
  }

  private static CheckResult result(CheckReport report, String check) {
    return report.results().stream().filter(r -> r.check().equals(check)).findFirst().orElseThrow();
  }

  private static Checks minimum(double minimum) {
    return new Checks(
        Optional.of("auc"), Optional.of(minimum), 0.01, 0.05, 0.8, 0.1, 0.1, 1_000, 1_000_000);
  }

  /// Writes a package of a one-line model with two golden rows.
  private Path written(String model, Task task) {
    return written(model, task, Field.required("x", ColumnType.DECIMAL));
  }

  private Path written(String model, Task task, Field field) {
    try {
      Path folder = Files.createTempDirectory(temp, "package");
      Path file = Files.createTempFile(temp, "model", ".txt");
      Files.writeString(file, model);
      boolean binary = task == Task.BINARY_CLASSIFICATION;
      Signature signature =
          new Signature(
              List.of(field),
              binary
                  ? new Output.Probabilities(
                      new Classes(List.of("false", "true"), ColumnType.BOOLEAN))
                  : new Output.Values(List.of("prediction")));
      Table golden =
          new Table(
              new Schema(List.of(new Column("x", ColumnType.DECIMAL))),
              2,
              List.of(new double[] {1, 2}));
      double[] scores =
          new dev.slipway.lifecycle.evaluation.Evaluator(
                  task, signature, target(binary, List.of()), new LineModels().load(file))
              .score(golden);
      packages.write(
          new ModelPackage(
              "late",
              task,
              "model/model.txt",
              signature,
              target(binary, List.of("carrier")),
              Optional.empty(),
              GoldenRows.of(golden, scores, 1e-6),
              Map.of(),
              new Lineage(
                  "ada",
                  NOW,
                  Optional.empty(),
                  false,
                  "late",
                  List.of(),
                  Optional.empty(),
                  Map.of(),
                  Map.of(),
                  Optional.empty()),
              new BuildEnvironment("test", "25", "Linux", "amd64", Map.of()),
              new TreeMap<>()),
          file,
          folder);
      return folder;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ModelPackage.Target target(boolean binary, List<String> sensitive) {
    return new ModelPackage.Target(
        "delay",
        binary ? Optional.of("> 15") : Optional.empty(),
        Map.of(),
        sensitive,
        Optional.empty());
  }

  /// @param carriers names by row in turn, with `,` between
  static Table rows(int count, String carriers) {
    SplittableRandom random = new SplittableRandom(7);
    String[] names = carriers.split(",");
    double[] x = new double[count];
    double[] delay = new double[count];
    String[] carrier = new String[count];
    for (int i = 0; i < count; i++) {
      x[i] = random.nextDouble() * 6 - 3;
      delay[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[i])) ? 30 : 0;
      carrier[i] = names[i % names.length];
    }
    return new Table(
        new Schema(
            List.of(
                new Column("x", ColumnType.DECIMAL),
                new Column("carrier", ColumnType.STRING),
                new Column("delay", ColumnType.DECIMAL))),
        count,
        List.of(x, carrier, delay));
  }

  /// Delays that differ from x by 0.1 up or down.
  private static Table numbers(int count) {
    Table rows = rows(count, "all");
    double[] delay = rows.numbers("x").clone();
    for (int i = 0; i < count; i++) {
      delay[i] += i % 2 == 0 ? 0.1 : -0.1;
    }
    return new Table(
        rows.schema(), count, List.of(rows.numbers("x"), rows.texts("carrier"), delay));
  }
}
