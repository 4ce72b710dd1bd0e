package dev.slipway.lifecycle.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.project.Project;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.DataVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// ```
/// data/rows.csv ──split──▶ build/train.csv ──fit──▶ build/model.txt ──▶ package
///                          build/test.csv   (depth of params)
/// ```
class BuilderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private final CsvTables tables = new CsvTables();
  private final KeptPackages packages = new KeptPackages();
  private final List<BuildEvent> events = new ArrayList<>();
  private final Map<String, Project.Stage> stages = new LinkedHashMap<>();

  @BeforeEach
  void aProject() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    StringBuilder csv = new StringBuilder("t,x,delay\n");
    for (int i = 0; i < 40; i++) {
      csv.append("%d,%d,%d\n".formatted(i, i % 10, i % 10 > 4 ? 30 : 0));
    }
    Files.writeString(folder.resolve("data/rows.csv"), csv);
    Files.writeString(folder.resolve("params.yaml"), "train.slope=1\ntrain.other=2\nserve.x=3\n");
    stages.put(
        "fit",
        stage(
            "echo fitting; echo logistic x 1 -4.5 > build/model.txt",
            "build/train.csv",
            "build/model.txt"));
  }

  @Test
  void firstBuildSplitsRunsStagesAndMakesAPackage() {
    BuildResult result = build();

    assertThat(steps())
        .containsExactly(
            "started split-rows", "finished split-rows", "started fit", "finished fit");
    assertThat(events).contains(new BuildEvent.StageOutput("fit", "fitting"));
    ModelPackage made = packages.read(result.folder());
    assertThat(made.name()).isEqualTo("late");
    assertThat(made.modelPath()).isEqualTo("model/model.txt");
    assertThat(made.signature().inputs()).containsExactly(Field.required("x", ColumnType.DECIMAL));
    assertThat(made.golden().rows().rows()).isEqualTo(10);
    assertThat(made.golden().scores().get(1)).isCloseTo(1 / (1 + Math.exp(4.5)), within(1e-12));
    assertThat(made.profile().orElseThrow().rows()).isEqualTo(30);
    assertThat(made.target().importance()).containsExactly(Map.entry("x", 1.0));
    // x from 0 to 9, late above 4, and the model is sure above 4.5.
    assertThat(made.metrics()).containsEntry("auc", 1.0).containsEntry("accuracy", 1.0);
  }

  @Test
  void lineageSaysWhoWhenAndFromWhat() {
    Lineage lineage = build().lineage();

    assertThat(lineage.builtAt()).isEqualTo(NOW);
    assertThat(lineage.data())
        .extracting(DataVersion::name)
        .containsExactly("rows", "train", "test");
    assertThat(lineage.data()).extracting(DataVersion::rows).containsExactly(40L, 30L, 10L);
    assertThat(lineage.split()).contains(new Lineage.SplitRecord("time", "30.0", 30, 10));
    assertThat(lineage.params())
        .containsExactly(Map.entry("train.other", "2"), Map.entry("train.slope", "1"));
    assertThat(lineage.stages()).containsKey("fit");
    assertThat(lineage.seed()).contains(7L);
  }

  @Test
  void secondBuildDoesNothingAndReadsNoTable() {
    BuildResult first = build();
    int reads = tables.reads.get();

    BuildResult second = build();

    assertThat(steps()).containsExactly("unchanged split-rows", "unchanged fit");
    assertThat(second.unchanged()).isTrue();
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(tables.reads).hasValue(reads);
  }

  @Test
  void changedParameterRunsItsStageAndTheOldValueRestoresIt() throws IOException {
    build();
    String before = Files.readString(folder.resolve("params.yaml"));
    Files.writeString(folder.resolve("params.yaml"), before.replace("slope=1", "slope=2"));
    build();
    assertThat(steps()).containsExactly("unchanged split-rows", "started fit", "finished fit");

    Files.writeString(folder.resolve("params.yaml"), before);
    build();
    assertThat(steps()).containsExactly("unchanged split-rows", "restored fit");

    Files.writeString(folder.resolve("params.yaml"), before.replace("serve.x=3", "serve.x=4"));
    build();
    assertThat(steps()).as("a key that no stage declared").contains("unchanged fit");
  }

  @Test
  void lostOutputIsRestoredFromTheCache() throws IOException {
    build();
    Files.delete(folder.resolve("build/model.txt"));
    Files.writeString(folder.resolve("build/train.csv"), "damaged");

    build();

    assertThat(steps()).containsExactly("restored split-rows", "restored fit");
    assertThat(folder.resolve("build/model.txt")).hasContent("logistic x 1 -4.5");
  }

  @Test
  void folderOutputIsRestoredWhole() throws IOException {
    stages.put(
        "more",
        stage(
            "mkdir -p build/d/e && echo 1 > build/d/a && echo 2 > build/d/e/b",
            "build/model.txt",
            "build/d"));
    build();
    Files.delete(folder.resolve("build/d/e/b"));
    Files.writeString(folder.resolve("build/d/stray"), "");

    build();

    assertThat(steps()).contains("restored more");
    assertThat(folder.resolve("build/d/e/b")).hasContent("2");
    assertThat(folder.resolve("build/d/stray")).doesNotExist();
  }

  @Test
  void stagesRunInTheOrderOfTheirFiles() {
    stages.clear();
    stages.put("third", stage("cat build/b > build/model.txt", "build/b", "build/model.txt"));
    stages.put("second", stage("cat build/a > build/b", "build/a", "build/b"));
    stages.put("first", stage("echo logistic x 1 -4.5 > build/a", "build/train.csv", "build/a"));

    build();

    assertThat(steps())
        .filteredOn(s -> s.startsWith("started"))
        .containsExactly("started split-rows", "started first", "started second", "started third");
  }

  @Test
  void failedStageShowsItsLastLinesAndLeavesNothingHalfWritten() {
    stages.put(
        "fit",
        stage(
            "echo half > build/model.txt; echo no such column >&2; exit 3",
            "build/train.csv",
            "build/model.txt"));

    assertThatThrownBy(this::build)
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STAGE_FAILED))
        .hasMessageContaining("the stage 'fit' failed with exit code 3")
        .hasMessageContaining("| no such column");

    assertThat(folder.resolve("build/model.txt")).doesNotExist();
    assertThat(folder.resolve(".slipway/logs/fit.log")).content().contains("no such column");
    assertThat(steps()).endsWith("failed fit");
  }

  @Test
  void failedStageGetsItsFormerOutputsBack() {
    build();
    stages.put(
        "fit", stage("echo half > build/model.txt; false", "build/train.csv", "build/model.txt"));

    assertThatThrownBy(this::build).isInstanceOf(SlipwayException.class);

    assertThat(folder.resolve("build/model.txt")).hasContent("logistic x 1 -4.5");
  }

  @Test
  void stageThatDoesNotMakeItsOutputFails() {
    stages.put("fit", stage("true", "build/train.csv", "build/model.txt"));

    assertThatThrownBy(this::build).hasMessageContaining("did not make 'build/model.txt'");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void stageThatHangsIsKilledWithItsChildren() throws IOException {
    stages.put(
        "fit",
        stage(
            "sleep 600 & echo $! > pid; wait",
            "build/train.csv",
            "build/model.txt",
            Duration.ofMillis(500)));

    assertThatThrownBy(this::build).hasMessageContaining("did not end within 0.5s and was killed");

    long child = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void interruptedBuildKillsItsStageAndCleansUp() throws InterruptedException {
    stages.put(
        "fit",
        stage("echo half > build/model.txt; sleep 600", "build/train.csv", "build/model.txt"));
    List<Throwable> thrown = new ArrayList<>();
    Thread building =
        Thread.ofPlatform()
            .start(() -> {
              try {
                build();
              } catch (SlipwayException e) {
                thrown.add(e);
              }
            });
    while (!Files.exists(folder.resolve("build/model.txt"))) {
      Thread.sleep(10);
    }

    building.interrupt();
    building.join();

    assertThat(thrown)
        .singleElement()
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    assertThat(folder.resolve("build/model.txt")).doesNotExist();
  }

  @Test
  void stageFindsProgramsOfTheGivenPath() throws IOException {
    Path tool = folder.resolve("bin/slipway-here");
    Files.createDirectories(tool.getParent());
    Files.writeString(tool, "#!/bin/sh\necho logistic x 1 -4.5\n");
    tool.toFile().setExecutable(true);
    stages.put(
        "fit", stage("slipway-here > build/model.txt", "build/train.csv", "build/model.txt"));

    build();

    assertThat(folder.resolve("build/model.txt")).hasContent("logistic x 1 -4.5");
  }

  @Test
  void missingTargetColumnIsClear() {
    assertThatThrownBy(() -> build(project("dealy", "> 15", 0.25)))
        .hasMessageContaining(
            "'build/train.csv' has no target column 'dealy'; its columns are [t, x, delay]");
  }

  @Test
  void targetWithOneClassIsClear() {
    assertThatThrownBy(() -> build(project("delay", "> 100", 0.25)))
        .hasMessageContaining("the target 'delay' has one class only")
        .hasMessageContaining("'> 100' holds for none of 10");
  }

  @Test
  void emptyDataIsClear() throws IOException {
    Files.writeString(folder.resolve("data/rows.csv"), "t,x,delay\n");

    assertThatThrownBy(this::build)
        .hasMessageContaining("the data 'rows' (data/rows.csv) has no rows");
  }

  @Test
  void twoBuildsOfOneProjectExcludeEachOther() throws IOException {
    ProjectDisk disk = new ProjectDisk(folder);
    disk.prepare();
    try (var _ = BuildGuard.enter(disk)) {
      assertThatThrownBy(this::build)
          .hasMessageContaining("another build of this project is running");
    }
  }

  private BuildResult build() {
    return build(project("delay", "> 15", 0.25));
  }

  private BuildResult build(Project project) {
    events.clear();
    Builder builder =
        new Builder(
            tables,
            BuilderTest::values,
            packages,
            new LineModels(),
            new BuildEnvironment("test", "25", "Linux", "amd64", Map.of()),
            Map.of("PATH", folder.resolve("bin").toString()),
            InstantSource.fixed(NOW));
    return builder.build(folder, project, events::add);
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (BuildEvent event : events) {
      switch (event) {
        case BuildEvent.StageStarted e -> steps.add("started " + e.stage());
        case BuildEvent.StageFinished e -> steps.add("finished " + e.stage());
        case BuildEvent.StageUnchanged e -> steps.add("unchanged " + e.stage());
        case BuildEvent.StageRestored e -> steps.add("restored " + e.stage());
        case BuildEvent.StageFailed e -> steps.add("failed " + e.stage());
        case BuildEvent.StageOutput _, BuildEvent.DataVersioned _, BuildEvent.Packaged _ -> {}
      }
    }
    return steps;
  }

  private static TreeMap<String, String> values(Path file) {
    TreeMap<String, String> values = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        values.put(line.split("=")[0], line.split("=")[1]);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return values;
  }

  private static Project.Stage stage(String cmd, String dep, String out) {
    return stage(cmd, dep, out, Duration.ofMinutes(1));
  }

  private static Project.Stage stage(String cmd, String dep, String out, Duration timeout) {
    return new Project.Stage(
        List.of(cmd),
        ".",
        List.of(dep),
        Map.of("params.yaml", List.of("train")),
        List.of(new Project.Out(out, true, false)),
        List.of(),
        List.of(),
        false,
        false,
        timeout);
  }

  private Project project(String target, String positive, double heldOut) {
    return new Project(
        "late",
        Map.of(
            "rows",
            new Project.Source(
                "data/rows.csv",
                Optional.of("t"),
                Optional.of(
                    new Project.Split(
                        Project.Split.Method.TIME,
                        heldOut,
                        0,
                        "build/train.csv",
                        "build/test.csv")))),
        stages,
        new Project.ModelSpec(
            "build/model.txt",
            Task.BINARY_CLASSIFICATION,
            target,
            Optional.of(positive),
            Optional.empty(),
            List.of(Project.Feature.named("x")),
            Optional.empty(),
            List.of(),
            "build/train.csv",
            "build/test.csv",
            Optional.of(7L)),
        new Project.Checks(
            Optional.empty(), Optional.empty(), 0.01, 0.05, 0.8, 0.1, 0.1, 1_000_000, 5_000),
        new ReleasePlan(ReleasePlan.Strategy.BASIC, List.of(), 1, Duration.ofMinutes(1), List.of()),
        new Project.Monitor(Duration.ofDays(1), 1, 0.1, Map.of(), Optional.empty(), false),
        Recording.EVERYTHING);
  }
}
