package dev.slipway.scoring.catboost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.ParityCase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Scores are those of CatBoost itself.
class CatboostParityTest {
  @TestFactory
  Stream<DynamicTest> storedModelsScoreAsInCatBoost() {
    List<Path> cases = ParityCase.in(Path.of("src/test/resources/catboost/1.2.7"));
    assertThat(cases).hasSizeGreaterThanOrEqualTo(4);
    return cases.stream().map(CatboostParityTest::test);
  }

  private static DynamicTest test(Path expected) {
    return DynamicTest.dynamicTest(
        expected.getFileName().toString(),
        () -> ParityCase.read(expected).assertParityInFloat64(1e-14));
  }
}
