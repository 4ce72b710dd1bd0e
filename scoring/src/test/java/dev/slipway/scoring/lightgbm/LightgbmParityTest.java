package dev.slipway.scoring.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.ParityCase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Scores are those of LightGBM itself.
class LightgbmParityTest {
  @TestFactory
  Stream<DynamicTest> storedModelsScoreAsInLightGBM() {
    List<Path> cases = ParityCase.in(Path.of("src/test/resources/lightgbm/4.3.0"));
    assertThat(cases).hasSizeGreaterThanOrEqualTo(14);
    return cases.stream().map(LightgbmParityTest::test);
  }

  private static DynamicTest test(Path expected) {
    return DynamicTest.dynamicTest(
        expected.getFileName().toString(),
        () -> ParityCase.read(expected).assertParityInFloat64(1e-14));
  }
}
