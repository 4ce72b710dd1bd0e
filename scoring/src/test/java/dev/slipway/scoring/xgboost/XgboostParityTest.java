package dev.slipway.scoring.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.ParityCase;
import dev.slipway.scoring.Python;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Scores are those of XGBoost itself, to one step of float32.
class XgboostParityTest {
  @TestFactory
  Stream<DynamicTest> storedModelsScoreAsInXgboost() {
    List<Path> cases = new ArrayList<>(ParityCase.in(Path.of("src/test/resources/xgboost/1.7.4")));
    cases.addAll(ParityCase.in(Path.of("src/test/resources/xgboost/3.0.4")));
    assertThat(cases).hasSizeGreaterThan(25);
    return cases.stream().map(XgboostParityTest::test);
  }

  @Test
  void modelsTrainedNowScoreAsInXgboost(@TempDir Path folder) {
    Python.needs("xgboost");
    Python.script("train_xgboost.py", folder);
    List<Path> cases = ParityCase.in(folder);
    assertThat(cases).hasSizeGreaterThan(20);
    cases.forEach(c -> ParityCase.read(c).assertParityInFloat32(1));
  }

  private static DynamicTest test(Path expected) {
    return DynamicTest.dynamicTest(
        expected.getParent().relativize(expected).toString(),
        () -> ParityCase.read(expected).assertParityInFloat32(1));
  }
}
