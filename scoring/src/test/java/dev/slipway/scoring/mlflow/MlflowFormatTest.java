package dev.slipway.scoring.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.format.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowFormatTest {
  @TempDir Path folder;

  @BeforeEach
  void aModelLiesInTheFolder() throws IOException {
    Files.copy(
        Path.of("src/test/resources/xgboost/1.7.4/softprob.ubj"), folder.resolve("model.ubj"));
  }

  private void mlmodel(String flavors) throws IOException {
    Files.writeString(
        folder.resolve("MLmodel"),
        """
        artifact_path: model
        flavors:
        %smlflow_version: 2.22.0
        signature:
          inputs: '[{"name": "a", "type": "double"}]'
        """
            .formatted(flavors.indent(2)));
  }

  @Test
  void theFlavorsFileIsScored() throws IOException {
    mlmodel(
        """
        python_function:
          data: somewhere-else
          env:
            conda: conda.yaml
          loader_module: mlflow.xgboost
        xgboost:
          code: null
          data: "model.ubj"
          model_format: ubj
        """);
    try (Scorer scorer = new ModelFiles().load(folder)) {
      assertThat(scorer.format()).isEqualTo("xgboost");
    }
    Inspection inspection = new ModelInspector(new ModelFiles()).inspect(folder);
    assertThat(inspection.outline())
        .containsExactly("MLflow(python_function, xgboost)", "  Booster(multi:softprob)");
  }

  @Test
  void aFlavorThatNeedsPythonIsNamed() throws IOException {
    mlmodel("python_function:\n  data: model.pkl\n  loader_module: mlflow.keras\n");
    assertThatThrownBy(() -> new ModelFiles().load(folder))
        .hasMessageContaining("is an MLflow model of the flavor python_function only")
        .hasMessageContaining("--allow-python");
    assertThat(new ModelInspector(new ModelFiles()).inspect(folder).verdict())
        .isEqualTo(Inspection.Verdict.NEEDS_PYTHON_WORKER);
  }

  @Test
  void aFlavorThatNobodyRunsIsNamed() throws IOException {
    mlmodel("mleap:\n  mleap_version: 0.2\n");
    assertThatThrownBy(() -> new ModelFiles().load(folder))
        .hasMessageContaining("has the flavors [mleap]");
  }

  @Test
  void aPathOutOfTheFolderIsRefused() throws IOException {
    mlmodel("xgboost:\n  data: ../../etc/passwd\n");
    assertThatThrownBy(() -> new ModelFiles().load(folder))
        .hasMessageContaining("'../../etc/passwd', which is not inside its folder");
  }
}
