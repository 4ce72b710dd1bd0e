package dev.slipway.scoring.pmml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.ParityCase;
import dev.slipway.scoring.Python;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models of scikit-learn and XGBoost, written as PMML, score as in their library: trees bit for bit,
/// everything else to twelve digits, XGBoost to one step of float32.
class PmmlParityTest {
  private static final double ALMOST = 1e-12;

  @Test
  void modelsScoreAsInTheirLibrary(@TempDir Path folder) {
    Python.needs("sklearn");
    Python.needs("xgboost");
    Python.script("pmml_models.py", folder);
    List<Path> cases = ParityCase.in(folder);
    assertThat(cases).hasSizeGreaterThan(35);
    for (Path path : cases) {
      ParityCase parity = ParityCase.read(path);
      String name = path.getFileName().toString();
      if (name.startsWith("xgboost")) {
        parity.assertParityInFloat32(1);
      } else {
        parity.assertParityInFloat64(tolerance(name));
      }
    }
  }

  private static double tolerance(String name) {
    boolean trees =
        name.startsWith("tree_")
            || name.startsWith("forest_")
            || name.startsWith("extra_trees")
            || name.startsWith("boosting_regression");
    // The hundreds of terms of a vector machine nearly cancel, which costs a digit.
    return trees ? 0 : name.startsWith("sv") ? 10 * ALMOST : ALMOST;
  }
}
