package dev.slipway.scoring.pmml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.ModelInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected numbers are worked out by hand from the definitions of PMML 4.4.
class PmmlFormatTest {
  private static final String HEAD =
      """
      <?xml version="1.0"?>
      <PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4">
        <Header/>
        <DataDictionary>
          <DataField name="age" optype="continuous" dataType="double"/>
          <DataField name="city" optype="categorical" dataType="string"/>
          <DataField name="late" optype="categorical" dataType="string">
            <Value value="no"/><Value value="yes"/>
          </DataField>
          <DataField name="y" optype="continuous" dataType="double"/>
        </DataDictionary>
      """;

  private static final String SCHEMA =
      """
      <MiningSchema><MiningField name="%s" usageType="target"/>
      <MiningField name="age"/><MiningField name="city"/></MiningSchema>
      """;

  private static final String REGRESSION =
      HEAD
          + """
          <RegressionModel functionName="regression">%s
            <LocalTransformations>
              <DerivedField name="decades" optype="continuous" dataType="double">
                <Apply function="/"><FieldRef field="age"/><Constant dataType="double">10</Constant></Apply>
              </DerivedField>
            </LocalTransformations>
            <RegressionTable intercept="1.5">
              <NumericPredictor name="decades" exponent="2" coefficient="2"/>
              <CategoricalPredictor name="city" value="BOS" coefficient="-4"/>
            </RegressionTable>
          </RegressionModel></PMML>
          """
              .formatted(SCHEMA.formatted("y"));

  private static String tree(String attributes) {
    return HEAD
        + """
        <TreeModel functionName="classification" %s>%s
          <Node id="0"><True/>
            <Node id="1" score="no"><SimplePredicate field="age" operator="lessOrEqual" value="30"/>
              <ScoreDistribution value="no" recordCount="3"/><ScoreDistribution value="yes" recordCount="1"/>
            </Node>
            <Node id="2" score="yes"><SimplePredicate field="age" operator="greaterThan" value="30"/>
              <Node id="3" score="yes"><SimpleSetPredicate field="city" booleanOperator="isIn">
                <Array type="string" n="2">BOS "New York"</Array></SimpleSetPredicate>
              </Node>
              <Node id="4" score="no"><True/></Node>
            </Node>
          </Node>
        </TreeModel></PMML>
        """
            .formatted(attributes, SCHEMA.formatted("late"));
  }

  @TempDir Path folder;

  private Path file(String pmml) throws IOException {
    return Files.write(folder.resolve("model"), pmml.getBytes(StandardCharsets.UTF_8));
  }

  private double[] score(String pmml, double age, @Nullable String city) throws IOException {
    try (Scorer scorer = new ModelFiles().load(file(pmml))) {
      Rows rows = Rows.forSignature(scorer.signature());
      rows.add();
      rows.number(0, 0, age);
      rows.text(0, 1, city);
      double[] out = new double[scorer.signature().output().width()];
      scorer.score(rows, out);
      return out;
    }
  }

  @Test
  void aRegressionAddsPowersAndCategories() throws IOException {
    assertThat(score(REGRESSION, 20, "BOS")).containsExactly(1.5 + 2 * 4 - 4);
    assertThat(score(REGRESSION, 20, "ATL")).containsExactly(9.5);
    assertThat(score(REGRESSION, Double.NaN, "ATL")).containsExactly(Double.NaN);
  }

  @Test
  void aTreeGivesTheSharesOfItsLeaf() throws IOException {
    String tree = tree("");
    assertThat(score(tree, 30, null)).containsExactly(0.75, 0.25);
    assertThat(score(tree, 31, "New York")).containsExactly(0, 1);
    assertThat(score(tree, 31, "ATL")).containsExactly(1, 0);
  }

  @Test
  void missingValuesFollowTheStrategy() throws IOException {
    assertThat(score(tree(""), Double.NaN, "BOS")).containsExactly(Double.NaN, Double.NaN);
    assertThat(score(tree("missingValueStrategy=\"lastPrediction\""), 40, null))
        .containsExactly(0, 1);
    String withDefault =
        tree("missingValueStrategy=\"defaultChild\"")
            .replace("<Node id=\"0\">", "<Node id=\"0\" defaultChild=\"1\">");
    assertThat(score(withDefault, Double.NaN, null)).containsExactly(0.75, 0.25);
  }

  @Test
  void aChainFeedsTheMarginOfItsTreesToALogisticRegression() throws IOException {
    String chain =
        HEAD
            + """
            <MiningModel functionName="classification">%1$s
             <Segmentation multipleModelMethod="modelChain">
              <Segment><True/>
               <MiningModel functionName="regression">%2$s
                <Output><OutputField name="margin" optype="continuous" dataType="double"/></Output>
                <Targets><Target field="y" rescaleConstant="0.25"/></Targets>
                <Segmentation multipleModelMethod="sum">
                 <Segment><True/>%3$s</Segment>
                 <Segment><True/>%3$s</Segment>
                </Segmentation>
               </MiningModel>
              </Segment>
              <Segment><True/>
               <RegressionModel functionName="classification" normalizationMethod="logit">
                <MiningSchema><MiningField name="margin"/></MiningSchema>
                <RegressionTable intercept="0" targetCategory="yes">
                  <NumericPredictor name="margin" coefficient="1"/></RegressionTable>
                <RegressionTable intercept="0" targetCategory="no"/>
               </RegressionModel>
              </Segment>
             </Segmentation>
            </MiningModel></PMML>
            """
                .formatted(
                    SCHEMA.formatted("late"),
                    SCHEMA.formatted("y"),
                    """
                    <TreeModel functionName="regression">%s
                      <Node><True/>
                        <Node score="1"><SimplePredicate field="age" operator="lessThan" value="30"/></Node>
                        <Node score="-2"><True/></Node>
                      </Node></TreeModel>
                    """
                        .formatted(SCHEMA.formatted("y")));
    double yes = 1 / (1 + Math.exp(-2.25));
    double[] out = score(chain, 20, "BOS");
    assertThat(out[1]).isCloseTo(yes, within(1e-15));
    assertThat(out[0]).isCloseTo(1 - yes, within(1e-15));
    assertThat(score(chain, 30, "BOS")[1]).isCloseTo(1 / (1 + Math.exp(3.75)), within(1e-15));
  }

  @Test
  void classesComeFromTheTarget() throws IOException {
    try (Scorer scorer = new ModelFiles().load(file(tree("")))) {
      assertThat(((Output.Probabilities) scorer.signature().output()).classes().labels())
          .containsExactly("no", "yes");
    }
    assertThat(new ModelInspector(new ModelFiles()).inspect(file(tree(""))).outline())
        .containsExactly("TreeModel(classification)");
  }

  @Test
  void aDoctypeIsRefused() {
    String attack =
        "<?xml version=\"1.0\"?><!DOCTYPE PMML [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + REGRESSION.substring(REGRESSION.indexOf("<PMML"));
    assertThatThrownBy(() -> score(attack, 1, ""))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("has a DOCTYPE, which is refused");
  }

  @Test
  void whatIsNotSupportedIsNamed() {
    String text =
        HEAD
            + "<TextModel functionName=\"regression\">"
            + SCHEMA.formatted("y")
            + "</TextModel></PMML>";
    assertThatThrownBy(() -> score(text, 1, "")).hasMessageContaining("model TextModel");
    assertThatThrownBy(() -> score(REGRESSION.replace("\"/\"", "\"expit\""), 1, ""))
        .hasMessageContaining("function 'expit'");
    assertThatThrownBy(() -> score(REGRESSION.replace("field=\"age\"", "field=\"agee\""), 1, ""))
        .hasMessageContaining("the field 'agee'");
  }

  @Test
  void aMutatedDocumentIsRefusedOrScores() throws IOException {
    byte[] pmml = tree("").getBytes(StandardCharsets.UTF_8);
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] mutated = pmml.clone();
      for (int m = 0; m < 3; m++) {
        mutated[random.nextInt(300, mutated.length)] = (byte) (32 + random.nextInt(96));
      }
      try {
        score(new String(mutated, StandardCharsets.UTF_8), 31, "BOS");
      } catch (SlipwayException _) {
        refused++;
      } catch (ArrayIndexOutOfBoundsException e) {
        // A renamed input leaves the test's own row too short.
        assertThat(e.getStackTrace()[0].getClassName()).endsWith("Rows");
      }
    }
    assertThat(refused).isGreaterThan(300);
  }
}
