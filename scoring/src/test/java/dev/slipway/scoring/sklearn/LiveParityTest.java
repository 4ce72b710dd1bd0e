package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.Python;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.pickle.PickleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Trains models with the scikit-learn of this machine and compares 200 rows of each.
final class LiveParityTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> scoresAsTheInstalledScikitLearnDoes() throws IOException {
    return trainedBy("sklearn_models.py", 40);
  }

  @TestFactory
  Stream<DynamicTest> scoresEveryOtherPredictorAsWell() throws IOException {
    return trainedBy("sklearn_predictors.py", 90);
  }

  @TestFactory
  Stream<DynamicTest> scoresTheRelativesThatShareAReader() throws IOException {
    return trainedBy("sklearn_relatives.py", 25);
  }

  /// Tells apart what scores otherwise, what scores by chance, and what has several classes as its answer.
  @TestFactory
  Stream<DynamicTest> refusesWhatItCannotScoreAndSaysWhatCan() throws IOException {
    Python.needs("sklearn, pandas");
    Path models = folder.resolve("refusals");
    Python.script("sklearn_predictors.py", models, "--only", "dummy-constant");
    List<Path> refused;
    try (Stream<Path> files = Files.list(models.resolve("refused"))) {
      refused = files.sorted().toList();
    }
    assertThat(refused).hasSizeGreaterThan(10);
    return refused.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () ->
                    assertThatThrownBy(() -> new SklearnFormat().load(ModelFile.open(file)))
                        .isInstanceOfSatisfying(
                            SlipwayException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
                        .hasMessageContaining("a Python worker can serve this model")));
  }

  private static Stream<DynamicTest> trainedBy(String script, int atLeast) throws IOException {
    Python.needs("sklearn, pandas");
    Path models = folder.resolve(script);
    Python.script(script, models);
    List<TrainedModel> trained = TrainedModel.in(models);
    assertThat(trained).hasSizeGreaterThan(atLeast);
    return trained.stream().map(c -> DynamicTest.dynamicTest(c.name(), c::check));
  }

  @TestFactory
  Stream<DynamicTest> preparesAsTheInstalledScikitLearnDoes() throws IOException {
    return trainedBy("sklearn_preparation.py", 100);
  }

  /// Each file is named after what its refusal must name.
  @TestFactory
  Stream<DynamicTest> refusesWhatRunsPython() throws IOException {
    Python.needs("sklearn, pandas");
    Path prepared = folder.resolve("unprepared");
    Python.script("sklearn_preparation.py", prepared, "--only", "prep-count");
    List<Path> files;
    try (Stream<Path> listed = Files.list(prepared.resolve("refused"))) {
      files = listed.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> refuses(f)));
  }

  private static void refuses(Path file) {
    String reason = file.getFileName().toString().replace(".pkl", "");
    assertThatThrownBy(() -> SklearnFormat.compile(PickleFile.read(Files.readAllBytes(file))))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
        .hasMessageContaining(reason)
        .hasMessageContaining("Python worker");
  }
}
