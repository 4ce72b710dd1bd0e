package dev.slipway.scoring.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import dev.slipway.scoring.format.Inspection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgboostFormatTest {
  private static final Path MODELS = Path.of("src/test/resources/xgboost/1.7.4");

  // One tree of depth 1 over one feature.
  private static final String STUMP =
      """
      {"learner": {"feature_names": [], "feature_types": [],
        "gradient_booster": {"name": "gbtree", "model": {
          "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "1"}, "tree_info": [0],
          "trees": [{"left_children": [1, -1, -1], "right_children": [2, -1, -1],
            "split_indices": [0, 0, 0], "split_conditions": [0.5, -1, 1], "default_left": [1, 0, 0],
            "tree_param": {"num_nodes": "3"}}]}},
        "learner_model_param": {"base_score": "5E-1", "num_class": "0", "num_feature": "1"},
        "objective": {"name": "reg:squarederror"}}, "version": [1, 7, 4]}
      """;

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.write(folder.resolve("model"), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void namesAndTypesComeFromTheFile() {
    try (Scorer scorer = new ModelFiles().load(MODELS.resolve("categories_onehot.json"))) {
      assertThat(scorer.signature().inputs())
          .contains(
              Field.optional("Größe", ColumnType.DECIMAL),
              Field.optional("carrier", ColumnType.INTEGER));
      assertThat(scorer.format()).isEqualTo("xgboost");
    }
  }

  @Test
  void withoutNamesTheInputsAreNumbered() throws IOException {
    try (Scorer scorer = new ModelFiles().load(file(STUMP))) {
      assertThat(scorer.signature().inputs())
          .containsExactly(Field.optional("f0", ColumnType.DECIMAL));
      assertThat(scorer.signature().output()).isInstanceOf(Output.Values.class);
    }
  }

  @Test
  void aCyclicTreeIsCorrupt() {
    assertRefused(STUMP.replace("[2, -1, -1]", "[0, -1, -1]"), "node 0 has child 0");
  }

  @Test
  void aFeatureOutOfRangeIsCorrupt() {
    assertRefused(
        STUMP.replace("\"split_indices\": [0", "\"split_indices\": [1"), "tree 0 reads feature 1");
  }

  @Test
  void aClaimOfBillionsOfFeaturesIsCorrupt() {
    assertRefused(
        STUMP.replace("\"num_feature\": \"1\"", "\"num_feature\": \"2147483647\""),
        "model.learner.learner_model_param.num_feature is 2.147483647E9");
  }

  @Test
  void aListOfBillionsOfNumbersIsCorrupt() {
    // {"learner": [ of type float64, 2^40 of them
    String bytes = "{L\0\0\0\0\0\0\0\7learner[$D#L\0\0\1\0\0\0\0\0";
    assertRefused(bytes, "claims 1099511627776 elements");
  }

  @Test
  void deepNestingIsCorrupt() {
    assertRefused("{\"learner\": " + "[".repeat(100_000), "nests deeper than 64 levels");
  }

  @Test
  void anObjectiveThatIsNotKnownIsNamed() {
    assertRefused(STUMP.replace("reg:squarederror", "survival:new"), "'survival:new'");
  }

  @Test
  void theOldBinaryFormatAndTextDumpsSayWhatToDo() {
    assertRefused("binf\1\2\3", "old binary format; load it in XGBoost and save it");
    assertRefused("[\n  { \"nodeid\": 0, \"depth\": 0", "text dump; load it in XGBoost");
  }

  private void assertRefused(String content, String message) {
    assertThatThrownBy(() -> new ModelFiles().load(file(content))).hasMessageContaining(message);
  }

  @Test
  void anInspectionTellsWhatIsInside() {
    Inspection inspection =
        new ModelInspector(new ModelFiles()).inspect(MODELS.resolve("softprob.ubj"));
    assertThat(inspection.verdict()).isEqualTo(Inspection.Verdict.SUPPORTED);
    assertThat(inspection.versions()).containsEntry("xgboost", "1.7.4");
    assertThat(inspection.facts()).containsEntry("trees", "6").containsEntry("depth", "5");
    assertThat(inspection.outline()).containsExactly("Booster(multi:softprob)");
  }

  @Test
  void anInspectionOfACorruptFileIsAVerdict() throws IOException {
    Inspection inspection =
        new ModelInspector(new ModelFiles()).inspect(file(STUMP.substring(0, 300)));
    assertThat(inspection.verdict()).isEqualTo(Inspection.Verdict.CORRUPT);
  }
}
