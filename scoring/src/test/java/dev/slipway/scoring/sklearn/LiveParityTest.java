package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.Python;
import java.io.IOException;
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
    Python.needs("sklearn, pandas");
    Python.script("sklearn_models.py", folder);
    List<TrainedModel> models = TrainedModel.in(folder);
    assertThat(models).hasSizeGreaterThan(40);
    return models.stream().map(c -> DynamicTest.dynamicTest(c.name(), c::check));
  }
}
