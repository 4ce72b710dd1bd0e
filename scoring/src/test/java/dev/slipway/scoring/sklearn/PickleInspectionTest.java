package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.Inspection.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `inspect` and `load` say of pickles, through the front door.
final class PickleInspectionTest {
  private final ModelFiles files = new ModelFiles();
  private final ModelInspector inspector = new ModelInspector(files);
  @TempDir Path folder;

  @Test
  void outlinesAPipelineAndItsInputs() {
    Path model = Path.of("src/test/resources/sklearn/1.2.1/flights-grouped-airports.zlib.pkl");
    Inspection inspection = inspector.inspect(model);
    assertThat(inspection.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(inspection.versions()).containsEntry("scikit-learn", "1.2.1");
    assertThat(inspection.outline())
        .contains("Pipeline", "  columns: ColumnTransformer", "    airports: OneHotEncoder");
    assertThat(inspection.globals()).allMatch(g -> g.trust() == Inspection.Trust.ALLOWED);
    Signature signature = inspection.signature().orElseThrow();
    assertThat(signature.inputs())
        .contains(
            Field.optional("origin", ColumnType.STRING),
            Field.optional("distance", ColumnType.DECIMAL));
  }

  @Test
  void knowsTheFunctionsThatBendATarget() {
    Path model = Path.of("src/test/resources/sklearn/1.6.1/target-logarithm.lzma.pkl");
    Inspection inspection = inspector.inspect(model);
    assertThat(inspection.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(inspection.globals())
        .allMatch(g -> g.trust() == Inspection.Trust.ALLOWED)
        .anyMatch(g -> g.name().endsWith("log1p"));
  }

  @Test
  void warnsOfACommand() throws IOException {
    Path model = write("cos\nsystem\n(S'id'\ntR.");
    Inspection inspection = inspector.inspect(model);
    assertThat(inspection.verdict()).isEqualTo(Verdict.DANGEROUS);
    assertThat(inspection.reasons()).anyMatch(r -> r.contains("os.system"));
    assertThatThrownBy(() -> files.load(model))
        .hasMessageContaining("is not loaded, with or without --allow-python: it names os.system");
  }

  @Test
  void namesTheClassThatOnlyPythonKnows() throws IOException {
    Path model = write("\u0080\u0002cmycompany.models\nChurn\n)\u0081}b.");
    assertThat(inspector.inspect(model).verdict()).isEqualTo(Verdict.NEEDS_PYTHON_WORKER);
    assertThatThrownBy(() -> files.load(model))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
        .hasMessageContaining("mycompany.models.Churn")
        .hasMessageContaining("Python worker");
  }

  private Path write(String latin1) throws IOException {
    return Files.write(folder.resolve("model.pkl"), latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
