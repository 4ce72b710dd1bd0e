package dev.slipway.wire.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Task;
import dev.slipway.core.project.Project;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.table.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFileTest {
  private static final String WHOLE =
      """
      name: flight-delay
      data:
        flights:
          path: data/history
          time: date
          split: {method: time, test-fraction: 0.25, train: build/split/train.parquet, test: build/split/test.parquet}
      stages:
        prepare:
          cmd: slipway sql sql/prepare.sql
          deps: [sql/prepare.sql, build/split/train.parquet]
          outs: [build/train.parquet]
        train:
          cmd: slipway train xgboost --depth ${train.depth} --home \\${HOME}
          deps: [build/train.parquet]
          params: [train]
          outs: [build/model: {persist: true}]
          metrics: [build/metrics.json: {cache: false}]
          timeout: 2m
      model:
        path: build/model
        task: binary-classification
        target: delay
        positive: "> 15"
        features: {date: datetime, distance: , origin: {type: string, required: false}}
        time: date
        sensitive: [origin]
        train: build/train.parquet
        test: build/split/test.parquet
        seed: 7
      checks: {metric: auc, minimum: 0.6, max-model-size: 5MB, max-latency: 250us}
      release: {steps: [0.5, 50], guardrails: {latency: {quantile: 0.99}, loss: }}
      monitor: {window: 12h, column-psi: {origin: 0.2}, retrain: true}
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("data/history"));
    Files.createDirectories(folder.resolve("sql"));
    Files.writeString(folder.resolve("sql/prepare.sql"), "select 1");
    Files.writeString(folder.resolve("params.yaml"), "train: {depth: 6, eta: 0.1}\n");
  }

  @Test
  void wholeProjectIsReadWithTheDefaultsOfTheSchema() {
    Project project = read(WHOLE);

    assertThat(project.name()).isEqualTo("flight-delay");
    assertThat(project.data().get("flights").split())
        .contains(
            new Project.Split(
                Project.Split.Method.TIME,
                0.25,
                0,
                "build/split/train.parquet",
                "build/split/test.parquet"));
    assertThat(project.stages().keySet()).containsExactly("prepare", "train");
    assertThat(project.stages().get("train"))
        .isEqualTo(
            new Project.Stage(
                List.of("slipway train xgboost --depth 6 --home ${HOME}"),
                ".",
                List.of("build/train.parquet"),
                Map.of("params.yaml", List.of("train")),
                List.of(new Project.Out("build/model", true, true)),
                List.of("build/metrics.json"),
                List.of(),
                false,
                false,
                Duration.ofMinutes(2)));
    assertThat(project.stages().get("prepare").timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(project.model().task()).isEqualTo(Task.BINARY_CLASSIFICATION);
    assertThat(project.model().features())
        .containsExactly(
            new Project.Feature("date", Optional.of(ColumnType.DATETIME), true, Optional.empty()),
            Project.Feature.named("distance"),
            new Project.Feature("origin", Optional.of(ColumnType.STRING), false, Optional.empty()));
    assertThat(project.model().seed()).contains(7L);
    assertThat(project.checks())
        .isEqualTo(
            new Project.Checks(
                Optional.of("auc"), Optional.of(0.6), 0.01, 0.05, 0.8, 0.1, 0.1, 5_000_000, 250));
    assertThat(project.release())
        .isEqualTo(
            new ReleasePlan(
                ReleasePlan.Strategy.CANARY,
                List.of(50, 5000),
                500,
                Duration.ofMinutes(10),
                List.of(
                    new Guardrail.Latency(0.99, 1.5, 1000, 0.01), new Guardrail.Loss(0.02, 0.01))));
    assertThat(project.monitor())
        .isEqualTo(
            new Project.Monitor(
                Duration.ofHours(12), 1000, 0.1, Map.of("origin", 0.2), Optional.empty(), true));
  }

  @Test
  void whatValuesMayBeIsDeclaredWithTheFeatures() {
    Project project =
        read(
            withFeatures(
                """
                    date: {type: datetime, min: 1987-01-01, rules: {future: ignore, resolution: refuse}}
                    distance: {min: 0, max: 2.5e4, nullable: false}
                    origin: {values: [ATL, BOS], max-length: 3, pattern: "^[A-Z]+$"}
                    stops: {values: [0, 1.5]}
                """));

    assertThat(project.model().features())
        .extracting(feature -> feature.declared().orElseThrow())
        .containsExactly(
            new Declared(
                List.of(new Limit.Min(536457600000.0)),
                Optional.empty(),
                Map.of(Rule.FUTURE, Treatment.IGNORE, Rule.RESOLUTION, Treatment.REFUSE)),
            new Declared(
                List.of(new Limit.Min(0), new Limit.Max(25_000)), Optional.of(false), Map.of()),
            new Declared(
                List.of(
                    new Limit.Texts(List.of("ATL", "BOS")),
                    new Limit.MaxLength(3),
                    new Limit.Pattern("^[A-Z]+$")),
                Optional.empty(),
                Map.of()),
            new Declared(
                List.of(new Limit.Numbers(List.of(0.0, 1.5))), Optional.empty(), Map.of()));
  }

  @Test
  void declarationsThatCannotHoldAreReportedWithTheirLines() {
    assertThatThrownBy(() ->
            read(
                withFeatures(
                    """
                        date: {type: datetime, min: soon}
                        distance: {type: integer, min: 10, max: 1, pattern: a+}
                        origin: {type: string, values: [1, a], pattern: "(", max: 3}
                    """)))
        .hasMessage(
            """
            6 mistakes in the project:
              slipway.yaml:25  'model.features.date.min': 'soon' is neither a number nor a time such as 2026-01-31
              slipway.yaml:26  'model.features.distance.pattern' says nothing about a column of type integer; leave it out or correct the type
              slipway.yaml:26  'model.features.distance.min' is above its 'max'
              slipway.yaml:27  'model.features.origin.max' says nothing about a column of type string; leave it out or correct the type
              slipway.yaml:27  'model.features.origin.values': 1.0 is a number and 'a' is text; write either, with texts in quotes
              slipway.yaml:27  'model.features.origin.pattern': '(' is no regular expression: Unclosed group\
            """);
    assertThatThrownBy(() ->
            read(
                withFeatures(
                    """
                        distance: {rules: {nulls: refuse, rang: flag}}
                        origin: {values: [], max-length: -1}
                    """)))
        .hasMessageContaining("slipway.yaml:25  'model.features.distance.rules.nulls' is 'refuse'")
        .hasMessageContaining("did you mean 'range'?")
        .hasMessageContaining("slipway.yaml:26  'model.features.origin.values' is a list")
        .hasMessageContaining("slipway.yaml:26  'model.features.origin.max-length' is -1");
  }

  private static String withFeatures(String lines) {
    return WHOLE.replace(
        "  features: {date: datetime, distance: , origin: {type: string, required: false}}\n",
        "  features:\n" + lines);
  }

  @Test
  void everyMistakeIsReportedAtOnceWithItsLineAndTheNearestKey() {
    String wrong =
        WHOLE
            .replace("deps: [build/train.parquet]", "dep: [build/train.parquet]")
            .replace("timeout: 2m", "timeout: 2 minutes")
            .replace("task: binary-classification", "task: binary-clasification")
            .replace("  target: delay\n", "")
            .replace("seed: 7", "seed: seven");

    assertThatThrownBy(() -> read(wrong))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROJECT))
        .hasMessage(
            """
            5 mistakes in the project:
              slipway.yaml:14  unknown key 'dep' in 'stages.train'; did you mean 'deps'?
              slipway.yaml:18  'stages.train.timeout' is the text '2 minutes', which is no duration; write it like 10m
              slipway.yaml:19  the key 'target' is missing in 'model'
              slipway.yaml:21  'model.task' is 'binary-clasification'; did you mean 'binary-classification'?
              slipway.yaml:28  'model.seed' is the text 'seven', expected a whole number\
            """);
  }

  @Test
  void missingFilesAreNamedWithTheirReader() {
    String wrong =
        WHOLE
            .replace("path: data/history", "path: data/histroy")
            .replace("deps: [sql/prepare.sql,", "deps: [sql/prepar.sql,")
            .replace("params: [train]", "params: [trian]")
            .replace("test: build/split/test.parquet\n", "test: build/split/tests.parquet\n");

    assertThatThrownBy(() -> read(wrong))
        .hasMessage(
            """
            4 mistakes in the project:
              slipway.yaml:4  'data/histroy' does not exist and no stage makes it; the data 'flights' needs it
              slipway.yaml:10  'sql/prepar.sql' does not exist and no stage makes it; the stage 'prepare' needs it
              slipway.yaml:15  params.yaml has no key 'trian'; did you mean 'train'?
              slipway.yaml:28  'build/split/tests.parquet' does not exist and no stage makes it; 'model.test' needs it; did you mean 'build/split/test.parquet'?\
            """);
  }

  @Test
  void stagesThatWaitForEachOtherAreShownAsACycle() {
    String wrong = WHOLE.replace("deps: [sql/prepare.sql,", "deps: [sql/prepare.sql, build/model,");

    assertThatThrownBy(() -> read(wrong))
        .hasMessageContaining("slipway.yaml:10  stages wait for each other:")
        .hasMessageContaining("prepare needs train needs prepare");
  }

  @Test
  void twoMakersOfOnePathAreRefused() {
    String wrong = WHOLE.replace("outs: [build/train.parquet]", "outs: [build/model/part]");

    assertThatThrownBy(() -> read(wrong))
        .hasMessageContaining(
            "the stage 'train' makes 'build/model', which overlaps 'build/model/part' of the stage 'prepare'");
  }

  @Test
  void pathOutsideTheProjectIsRefused() {
    assertThatThrownBy(() -> read(WHOLE.replace("path: data/history", "path: ../other")))
        .hasMessageContaining("'../other' lies outside the project");
  }

  @Test
  void templateWithoutAValueTellsWhereToAddIt() {
    assertThatThrownBy(() -> read(WHOLE.replace("${train.depth}", "${train.deph}")))
        .hasMessageContaining("slipway.yaml:13  '${train.deph}' has no value");
  }

  @Test
  void boundsFitTheirMetric() {
    assertThatThrownBy(() -> read(WHOLE.replace("metric: auc, minimum", "metric: brier, minimum")))
        .hasMessageContaining("write 'maximum'");
    assertThatThrownBy(() -> read(WHOLE.replace("metric: auc", "metric: mae")))
        .hasMessageContaining("the metric 'mae' does not fit this task");
    assertThat(
            read(WHOLE.replace("metric: auc, minimum", "metric: brier, maximum"))
                .checks()
                .minimum())
        .contains(0.6);
  }

  @Test
  void stepsThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> read(WHOLE.replace("[0.5, 50]", "[50, 10]")))
        .hasMessageContaining("slipway.yaml:31  'release.steps' must rise");
  }

  @Test
  void stagesOfDvcYamlAreReadWithTheirOwnLines() throws IOException {
    String stages = WHOLE.substring(WHOLE.indexOf("stages:"), WHOLE.indexOf("model:\n"));
    Files.writeString(
        folder.resolve("dvc.yaml"),
        stages.replace("    timeout: 2m\n", "    desc: trains\n    frozen: true\n")
            + "plots: [build/plot.csv]\n");
    String ours = WHOLE.replace(stages, "");

    assertThat(read(ours).stages().get("train").frozen()).isTrue();

    Files.writeString(
        folder.resolve("dvc.yaml"), stages.replace("timeout: 2m", "always-changed: true"));
    assertThatThrownBy(() -> read(ours))
        .hasMessageContaining(
            "dvc.yaml:12  unknown key 'always-changed' in 'stages.train'; did you mean 'always_changed'?");
  }

  @Test
  void foreachAndMatrixMakeOneStageForEachItem() {
    String more =
        WHOLE.replace(
            "stages:\n",
            """
            vars: [{sizes: [10, 20]}]
            stages:
              clean:
                foreach: {a: 1, b: 2}
                do: {cmd: "run ${key} ${item}", outs: ["build/${key}.csv"]}
              fit:
                matrix: {size: "${sizes}", kind: [tree, line]}
                cmd: fit ${item.size} ${item.kind}
                outs: ["build/fit-${key}"]
            """);

    Map<String, Project.Stage> stages = read(more).stages();

    assertThat(stages.keySet())
        .containsExactly(
            "clean@a",
            "clean@b",
            "fit@10-tree",
            "fit@10-line",
            "fit@20-tree",
            "fit@20-line",
            "prepare",
            "train");
    assertThat(stages.get("clean@b").cmd()).containsExactly("run b 2");
    assertThat(stages.get("fit@20-line").cmd()).containsExactly("fit 20 line");
    assertThat(stages.get("fit@20-line").outs().getFirst().path()).isEqualTo("build/fit-20-line");
  }

  @Test
  void pathsOfAStageAreRelativeToItsFolder() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/in.csv"), "a\n1\n");
    Project project =
        read(
            WHOLE.replace(
                "stages:\n",
                "stages:\n  s: {cmd: run, wdir: sub, deps: [in.csv], outs: [../build/s.csv]}\n"));

    assertThat(project.stages().get("s").deps()).containsExactly("sub/in.csv");
    assertThat(project.stages().get("s").outs().getFirst().path()).isEqualTo("build/s.csv");
  }

  @Test
  void malformedYamlIsOneMessageWithItsLine() {
    assertThatThrownBy(() -> read("name: x\nmodel: [\n"))
        .hasMessageContaining("slipway.yaml:3  malformed YAML");
    assertThatThrownBy(() -> read("name: x\nname: y\n"))
        .hasMessageContaining(
            "slipway.yaml:2  the key 'name' stands twice; it is already on line 1");
    assertThatThrownBy(() -> read("")).hasMessageContaining("the key 'name' is missing");
    assertThatThrownBy(() -> read("- a\n")).hasMessageContaining("is a list, expected a mapping");
  }

  @Test
  void yamlBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("name: x\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(",", java.util.Collections.nCopies(10, before))));
    }

    assertThatThrownBy(() -> read(bomb.toString())).hasMessageContaining("aliases");
    assertThatThrownBy(() -> read("name: " + "[".repeat(100_000)))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> read("name: &a [*a]")).isInstanceOf(SlipwayException.class);
    assertThatThrownBy(() -> read("name: " + "x".repeat(2_000_000)))
        .isInstanceOf(SlipwayException.class);
  }

  @Test
  void whatIsLoggedIsSampledMaskedAndHashed() {
    String plain = WHOLE.replace(", retrain: true", "");
    assertThat(read(plain).log()).isEqualTo(Recording.EVERYTHING);
    assertThat(read(plain + "log: {sample: 0.1, mask: [origin], hash: [distance]}\n").log())
        .isEqualTo(Recording.of(0.1, List.of("origin"), List.of("distance")));
  }

  @Test
  void aMistakeInWhatIsLoggedIsToldBeforeAnythingIsBuilt() {
    assertThatThrownBy(
            () -> read(WHOLE + "log: {sample: 0.5, mask: [orign, date], hash: [date]}\n"))
        .hasMessageContaining("3 mistakes")
        .hasMessageContaining(
            "'log.mask' names 'orign', which is no feature; did you mean 'origin'?")
        .hasMessageContaining("'date' stands under 'log.mask' and 'log.hash'; choose one")
        .hasMessageContaining("'monitor.retrain' learns from the log");
    for (String wrong : List.of("{sample: 1.5}", "{sample: -1}", "{mask: origin}", "{masks: []}")) {
      assertThatThrownBy(() -> read(WHOLE + "log: " + wrong + "\n"))
          .as(wrong)
          .isInstanceOf(SlipwayException.class)
          .hasMessageContaining("mistake");
    }
  }

  @Test
  void folderWithoutAProjectTellsHowToStartOne() {
    assertThatThrownBy(() -> ProjectFile.read(folder)).hasMessageContaining("slipway init");
  }

  private Project read(String yaml) {
    try {
      Files.writeString(folder.resolve("slipway.yaml"), yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return ProjectFile.read(folder);
  }
}
