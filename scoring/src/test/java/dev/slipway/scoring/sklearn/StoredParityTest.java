package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Models that several versions of scikit-learn wrote, kept as files.
final class StoredParityTest {
  @TestFactory
  Stream<DynamicTest> scoresAsTheScikitLearnDidThatWroteTheFile() throws IOException {
    Path folder = Path.of(System.getProperty("slipway.sklearn", "src/test/resources/sklearn"));
    List<TrainedModel> models = TrainedModel.below(folder);
    assertThat(models).hasSizeGreaterThan(20);
    return models.stream().map(m -> DynamicTest.dynamicTest(m.name(), m::check));
  }
}
