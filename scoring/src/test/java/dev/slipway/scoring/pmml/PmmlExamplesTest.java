package dev.slipway.scoring.pmml;

import static dev.slipway.scoring.pmml.PmmlDocuments.derived;
import static dev.slipway.scoring.pmml.PmmlDocuments.document;
import static dev.slipway.scoring.pmml.PmmlDocuments.schema;
import static dev.slipway.scoring.pmml.PmmlDocuments.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.model.Rows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the specification of PMML 4.4 says, worked out by hand.
class PmmlExamplesTest {
  /// 100 records: 50 of red (40 yes, 8 maybe, 2 no), 50 others (10 yes, 10 maybe, 30 no). Red divides by
  /// `a` into 40 (36, 4, 0) and 10 (4, 4, 2).
  private static String weighed(String strategy) {
    return document(
        """
        <TreeModel functionName="classification" missingValueStrategy="%s">%s
        <Node score="yes" recordCount="100"><True/>%s
         <Node score="yes" recordCount="50"><SimplePredicate field="c" operator="equal" value="red"/>%s
          <Node score="yes" recordCount="40"><SimplePredicate field="a" operator="lessThan" value="1"/>%s</Node>
          <Node score="yes" recordCount="10"><SimplePredicate field="a" operator="greaterOrEqual" value="1"/>%s</Node>
         </Node>
         <Node score="no" recordCount="50"><SimplePredicate field="c" operator="notEqual" value="red"/>%s</Node>
        </Node></TreeModel>
        """
            .formatted(
                strategy,
                schema("k"),
                counts(50, 18, 32),
                counts(40, 8, 2),
                counts(36, 4, 0),
                counts(4, 4, 2),
                counts(10, 10, 30)));
  }

  private static String counts(int yes, int maybe, int no) {
    return """
    <ScoreDistribution value="yes" recordCount="%d"/><ScoreDistribution value="maybe" recordCount="%d"/>
    <ScoreDistribution value="no" recordCount="%d"/>
    """
        .formatted(yes, maybe, no);
  }

  @Test
  void weightedConfidenceWeighsTheChildrenByTheirRecords() {
    String tree = weighed("weightedConfidence");
    // 0.9 of 40 and 0.4 of 10 are yes: 40 of 50. The classes stand in the order no, maybe, yes.
    assertThat(score(tree, Map.of("c", "red")))
        .containsExactly(new double[] {0.04, 0.16, 0.8}, within(1e-15));
    // Both unknown: the same as the shares of the root, 32, 18 and 50.
    assertThat(score(tree, Map.of()))
        .containsExactly(new double[] {0.32, 0.18, 0.5}, within(1e-15));
    assertThat(score(tree, Map.of("c", "red", "a", 2))).containsExactly(0.2, 0.4, 0.4);
  }

  @Test
  void aggregateNodesAddsUpTheRecordsOfTheLeaves() {
    String tree = weighed("aggregateNodes");
    assertThat(score(tree, Map.of("c", "red"))).containsExactly(0.04, 0.16, 0.8);
    // With a known and c unknown: 36, 4, 0 and 10, 10, 30 of 90.
    assertThat(score(tree, Map.of("a", 0))).containsExactly(30 / 90.0, 14 / 90.0, 46 / 90.0);
  }

  @Test
  void aSurrogateDecidesWhereTheFirstValueIsMissing() {
    String tree =
        document(
            """
            <TreeModel functionName="regression">%s<Node><True/><Node score="1">
            <CompoundPredicate booleanOperator="surrogate">
            <SimplePredicate field="a" operator="lessThan" value="0"/>
            <SimplePredicate field="c" operator="equal" value="red"/></CompoundPredicate></Node>
            <Node score="2"><CompoundPredicate booleanOperator="xor">
            <SimplePredicate field="a" operator="greaterThan" value="5"/>
            <SimplePredicate field="b" operator="greaterThan" value="5"/></CompoundPredicate></Node>
            </Node></TreeModel>
            """
                .formatted(schema("y")));
    assertThat(score(tree, Map.of("a", -1, "c", "blue"))).containsExactly(1);
    assertThat(score(tree, Map.of("c", "red"))).containsExactly(1);
    assertThat(score(tree, Map.of("a", 6, "b", 1))).containsExactly(2);
    assertThat(score(tree, Map.of("a", 6, "b", 6))).containsExactly(Double.NaN);
    assertThat(score(tree, Map.of("c", "blue", "b", 6))).containsExactly(Double.NaN);
  }

  @ParameterizedTest
  @CsvSource({
    "majorityVote, 0.4, 0, 0.6",
    "weightedMajorityVote, 0.7, 0, 0.3",
    "average, 0.4, 0, 0.6",
    "weightedAverage, 0.7, 0, 0.3"
  })
  void votesAreCountedOrWeighed(String method, double no, double maybe, double yes) {
    // Five constant trees: two say no with the weights 3 and 4, three say yes with the weight 1.
    StringBuilder segments = new StringBuilder();
    for (String vote : new String[] {"no 3", "no 4", "yes 1", "yes 1", "yes 1"}) {
      segments.append(
          """
          <Segment weight="%s"><True/><TreeModel functionName="classification">%s<Node score="%s"><True/>
          </Node></TreeModel></Segment>
          """
              .formatted(vote.split(" ")[1], schema("k"), vote.split(" ")[0]));
    }
    String model =
        document(
            "<MiningModel functionName=\"classification\">%s<Segmentation multipleModelMethod=\"%s\">%s</Segmentation></MiningModel>"
                .formatted(schema("k"), method, segments));
    assertThat(score(model, Map.of()))
        .containsExactly(new double[] {no, maybe, yes}, within(1e-15));
  }

  @Test
  void aTargetLimitsThenScalesThenRounds() {
    String model =
        document(
            """
            <RegressionModel functionName="regression">%s<Targets><Target field="y" min="-1" max="2"
            rescaleFactor="1.5" rescaleConstant="0.25" castInteger="round">
            <TargetValue defaultValue="42"/></Target></Targets>
            <RegressionTable intercept="0"><NumericPredictor name="a" coefficient="1"/></RegressionTable>
            </RegressionModel>
            """
                .formatted(schema("y")));
    assertThat(score(model, Map.of("a", 9))).containsExactly(3);
    assertThat(score(model, Map.of("a", -9))).containsExactly(-1);
    assertThat(score(model, Map.of("a", 1.5))).containsExactly(3);
    assertThat(score(model, Map.of())).containsExactly(42);
  }

  @Test
  void priorsStandInForAMissingResult() {
    String model =
        document(
            """
            <TreeModel functionName="classification">%s<Targets><Target field="k">
            <TargetValue value="no" priorProbability="0.75"/><TargetValue value="yes" priorProbability="0.25"/>
            </Target></Targets><Node><True/><Node score="yes">
            <SimplePredicate field="a" operator="lessThan" value="0"/></Node></Node></TreeModel>
            """
                .formatted(schema("k")));
    assertThat(score(model, Map.of("a", 1))).containsExactly(0.75, 0, 0.25);
    assertThat(score(model, Map.of("a", -1))).containsExactly(0, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', NaN",
    "invalidValueTreatment=\"asIs\", 1",
    "invalidValueTreatment=\"asMissing\", 1",
    "invalidValueTreatment=\"asMissing\" missingValueReplacement=\"blue\", 5",
    "invalidValueTreatment=\"asValue\" invalidValueReplacement=\"blue\", 5"
  })
  void anUnlistedCategoryIsTreatedAsTheSchemaSays(String attributes, double expected) {
    String model =
        document(
            """
            <RegressionModel functionName="regression">%s<RegressionTable intercept="1">
            <CategoricalPredictor name="c" value="blue" coefficient="4"/></RegressionTable>
            </RegressionModel>
            """
                .formatted(schema("y", "<MiningField name=\"c\" %s/>".formatted(attributes))));
    assertThat(score(model, Map.of("c", "pink"))).containsExactly(expected);
    assertThat(score(model, Map.of("c", "blue"))).containsExactly(5);
  }

  @Test
  void intervalsAndListedValuesBoundANumber() {
    String model =
        derived("<FieldRef field=\"a\"/>")
            .replace(
                "name=\"a\" optype=\"continuous\" dataType=\"double\"/>",
                """
                name="a" optype="continuous" dataType="double">
                <Interval closure="closedOpen" leftMargin="0" rightMargin="10"/>
                <Value value="99" property="valid"/><Value value="-1" property="missing"/></DataField>
                """);
    assertThat(score(model, Map.of("a", 0))).containsExactly(0);
    assertThat(score(model, Map.of("a", 99))).containsExactly(99);
    assertThat(score(model, Map.of("a", 10))).containsExactly(Double.NaN);
    assertThat(score(model, Map.of("a", -1))).containsExactly(Double.NaN);
    String replaced =
        model.replace(
            "<MiningField name=\"a\"/>", "<MiningField name=\"a\" missingValueReplacement=\"5\"/>");
    assertThat(score(replaced, Map.of("a", -1))).containsExactly(5);
    assertThat(score(replaced, Map.of("a", 10))).containsExactly(Double.NaN);
  }

  @Test
  void derivedFieldsMayStandInAnyOrder() {
    String model =
        derived("<FieldRef field=\"e\"/>")
            .replace(
                "</LocalTransformations>",
                """
                <DerivedField name="e" optype="continuous" dataType="integer"><Apply function="twice">
                <FieldRef field="f"/></Apply></DerivedField></LocalTransformations>
                """)
            .replace(
                "<RegressionModel",
                """
                <TransformationDictionary><DefineFunction name="twice" optype="continuous" dataType="double">
                <ParameterField name="p" dataType="double"/><Apply function="+"><FieldRef field="p"/>
                <FieldRef field="p"/></Apply></DefineFunction>
                <DerivedField name="f" optype="continuous" dataType="double"><Apply function="twice">
                <Apply function="twice"><FieldRef field="a"/></Apply></Apply></DerivedField>
                </TransformationDictionary><RegressionModel\
                """);
    assertThat(score(model, Map.of("a", 3))).containsExactly(24);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | <Apply function='round'><Constant>1.5</Constant></Apply>",
        "-1 | <Apply function='round'><Constant>-1.5</Constant></Apply>",
        "2 | <Apply function='modulo'><Constant>-4</Constant><Constant>3</Constant></Apply>",
        "-2 | <Apply function='modulo'><Constant>4</Constant><Constant>-3</Constant></Apply>",
        "NaN | <Apply function='/'><Constant>4</Constant><Constant>0</Constant></Apply>",
        "7 | <Apply function='/' invalidValueTreatment='asMissing' defaultValue='7'><Constant>4</Constant><Constant>0</Constant></Apply>",
        "8 | <Apply function='+' mapMissingTo='8'><FieldRef field='a'/><Constant>1</Constant></Apply>",
        "9 | <Apply function='+' defaultValue='9'><FieldRef field='a'/><Constant>1</Constant></Apply>",
        "4 | <FieldRef field='a' mapMissingTo='4'/>",
        "6 | <Discretize field='b' mapMissingTo='5' defaultValue='6'><DiscretizeBin binValue='1'><Interval closure='closedClosed' leftMargin='9'/></DiscretizeBin></Discretize>",
        "3 | <Apply function='max'><FieldRef field='a'/><Constant>3</Constant></Apply>",
        "NaN | <Apply function='or'><FieldRef field='a'/><Constant dataType='boolean'>false</Constant></Apply>",
        "1 | <Apply function='or'><FieldRef field='a'/><Constant dataType='boolean'>true</Constant></Apply>",
        "33 | <Apply function='dateDaysSinceYear'><Constant dataType='date'>1960-02-03</Constant><Constant>1960</Constant></Apply>",
        "2862185 | <Apply function='dateSecondsSinceYear'><Constant dataType='dateTime'>1960-02-03T03:03:05</Constant><Constant>1960</Constant></Apply>",
        "19410 | <Apply function='dateSecondsSinceMidnight'><Constant dataType='dateTime'>1960-02-03T05:23:30</Constant></Apply>",
        "4 | <Apply function='stringLength'><Apply function='substring'><Constant>aBc9x</Constant><Constant>2</Constant><Constant>9</Constant></Apply></Apply>",
        "1 | <Apply function='equal'><Apply function='uppercase'><Constant>aBc9</Constant></Apply><Constant>ABC9</Constant></Apply>",
        "1 | <Apply function='equal'><Apply function='concat'><Constant>2</Constant><Constant dataType='string'>-</Constant><Apply function='trimBlanks'><Constant dataType='string'> 2000 </Constant></Apply></Apply><Constant>2-2000</Constant></Apply>",
        "0.8413447460685429 | <Apply function='stdNormalCDF'><Constant>1</Constant></Apply>",
        "0.9999779095030014 | <Apply function='erf'><Constant>3</Constant></Apply>"
      })
  void functionsFollowTheirDefinitions(double expected, String expression) {
    assertThat(score(derived(expression), Map.of("b", 2))[0]).isCloseTo(expected, within(1e-15));
  }

  /// The tails of the normal distribution, from scipy.stats.norm.cdf.
  @ParameterizedTest
  @CsvSource({
    "-8, 6.220960574271786e-16",
    "-5, 2.8665157187919333e-07",
    "-1, 0.15865525393145707",
    "0.5, 0.6914624612740131"
  })
  void theNormalDistributionIsExactInItsTails(double x, double expected) {
    assertThat(Normal.cumulative(x)).isCloseTo(expected, within(1e-13 * expected));
  }

  @Test
  void aLinkTurnsTheSumIntoAMean() {
    assertThat(InverseLink.LOGLOG.mean(0.5, 0)).isCloseTo(Math.exp(-Math.exp(-0.5)), within(1e-16));
    assertThat(InverseLink.CLOGLOG.mean(0.5, 0))
        .isCloseTo(1 - Math.exp(-Math.exp(0.5)), within(1e-15));
    assertThat(InverseLink.NEGBIN.mean(-1, 2)).isCloseTo(1 / (2 * (Math.E - 1)), within(1e-15));
    assertThat(InverseLink.ODDSPOWER.mean(3, 1)).isCloseTo(0.8, within(1e-15));
    assertThat(InverseLink.POWER.mean(9, 2)).isEqualTo(3);
  }

  @Test
  void aFloatFieldRoundsItsValuesAndLiterals() {
    String model =
        document(
            """
            <TreeModel functionName="regression">%s<LocalTransformations>
            <DerivedField name="s" optype="continuous" dataType="float"><FieldRef field="a"/></DerivedField>
            </LocalTransformations><Node><True/><Node score="1">
            <SimplePredicate field="s" operator="lessOrEqual" value="0.1"/></Node><Node score="2"><True/></Node>
            </Node></TreeModel>
            """
                .formatted(schema("y")));
    assertThat(score(model, Map.of("a", 0.1 + 1e-12))).containsExactly(1);
    assertThat(score(model, Map.of("a", 0.1 + 1e-7))).containsExactly(2);
  }

  @Test
  void oneMachineForEachClassIsWonByTheLeastValue() {
    String machines =
        """
        <SupportVectorMachine targetCategory="%s"><Coefficients absoluteValue="%s"><Coefficient value="1"/>
        <Coefficient value="2"/></Coefficients></SupportVectorMachine>
        """;
    String model =
        document(
            """
            <SupportVectorMachineModel functionName="classification" svmRepresentation="Coefficients">%s
            <LinearKernelType/><VectorDictionary><VectorFields><FieldRef field="a"/>
            <CategoricalPredictor name="c" value="red" coefficient="1"/></VectorFields></VectorDictionary>
            %s</SupportVectorMachineModel>
            """
                .formatted(
                    schema("k"),
                    machines.formatted("no", "3")
                        + machines.formatted("maybe", "-1")
                        + machines.formatted("yes", "0")));
    assertThat(score(model, Map.of("a", 5, "c", "red"))).containsExactly(-10, -6, -7);
    assertThat(score(model, Map.of("a", 5, "c", "blue"))).containsExactly(-8, -4, -5);
    assertThatThrownBy(() ->
            score(model.replace("targetCategory=\"maybe\"", "targetCategory=\"no\""), Map.of()))
        .hasMessageContaining("no SupportVectorMachine for each class");
  }

  @Test
  void aSparseVectorIsZeroWhereItSaysNothing() {
    String model =
        document(
            """
            <SupportVectorMachineModel functionName="regression">%s<RadialBasisKernelType gamma="0.5"/>
            <VectorDictionary><VectorFields><FieldRef field="a"/><FieldRef field="b"/></VectorFields>
            <VectorInstance id="v"><REAL-SparseArray n="2"><Indices>2</Indices><REAL-Entries>3</REAL-Entries>
            </REAL-SparseArray></VectorInstance></VectorDictionary><SupportVectorMachine><SupportVectors>
            <SupportVector vectorId="v"/></SupportVectors><Coefficients absoluteValue="1"><Coefficient value="2"/>
            </Coefficients></SupportVectorMachine></SupportVectorMachineModel>
            """
                .formatted(schema("y")));
    assertThat(score(model, Map.of("a", 1, "b", 1))[0])
        .isCloseTo(1 + 2 * Math.exp(-2.5), within(1e-15));
    assertThatThrownBy(() -> score(model.replace("<Indices>2", "<Indices>3"), Map.of()))
        .hasMessageContaining("the index 3 in an array of 2");
  }

  @Test
  void countsOfNaiveBayesMultiply() {
    String pair =
        """
        <PairCounts value="%s"><TargetValueCounts><TargetValueCount value="no" count="%d"/>
        <TargetValueCount value="maybe" count="%d"/><TargetValueCount value="yes" count="%d"/></TargetValueCounts>
        </PairCounts>
        """;
    String model =
        document(
            """
            <NaiveBayesModel functionName="classification" threshold="0.001">%s<BayesInputs>
            <BayesInput fieldName="c">%s</BayesInput></BayesInputs><BayesOutput fieldName="k"><TargetValueCounts>
            <TargetValueCount value="no" count="10"/><TargetValueCount value="maybe" count="20"/>
            <TargetValueCount value="yes" count="10"/></TargetValueCounts></BayesOutput></NaiveBayesModel>
            """
                .formatted(
                    schema("k"),
                    pair.formatted("red", 5, 20, 0) + pair.formatted("blue", 5, 0, 10)));
    // red: 10 · 5/10, 20 · 20/20, 10 · 0.001
    double sum = 5 + 20 + 0.01;
    assertThat(score(model, Map.of("c", "red")))
        .containsExactly(new double[] {5 / sum, 20 / sum, 0.01 / sum}, within(1e-15));
    assertThat(score(model, Map.of()))
        .containsExactly(new double[] {0.25, 0.5, 0.25}, within(1e-15));
  }

  @Test
  void aSegmentThatIsPassedOverLeavesNothingBehind() {
    String chain =
        document(
            """
            <MiningModel functionName="regression">%s<Segmentation multipleModelMethod="modelChain"><Segment>
            <SimplePredicate field="a" operator="greaterThan" value="0"/><RegressionModel functionName="regression">
            <MiningSchema/><Output><OutputField name="first" optype="continuous" dataType="double"/></Output>
            <RegressionTable intercept="7"/></RegressionModel></Segment><Segment><True/>
            <RegressionModel functionName="regression"><MiningSchema><MiningField name="first"
            missingValueReplacement="1"/></MiningSchema><RegressionTable intercept="0">
            <NumericPredictor name="first" coefficient="10"/></RegressionTable></RegressionModel></Segment>
            </Segmentation></MiningModel>
            """
                .formatted(schema("y")));
    PmmlScorer scorer = PmmlDocuments.scorer(chain);
    assertThat(score(scorer, Map.of("a", 1))).containsExactly(70);
    assertThat(score(scorer, Map.of("a", -1))).containsExactly(10);
    Rows rows = Rows.forSignature(scorer.signature());
    for (double a : new double[] {1, -1, 1}) {
      rows.number(rows.add(), 0, a);
    }
    double[] out = new double[3];
    scorer.score(rows, out);
    assertThat(out).containsExactly(70, 10, 70);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TextIndex | expression TextIndex",
        "Aggregate | expression Aggregate",
        "Lag | expression Lag",
        "Apply function='formatNumber' | function 'formatNumber'",
        "Apply function='replace' | function 'replace'"
      })
  void expressionsThatAreNotSupportedAreNamed(String example) {
    String[] parts = example.split(" \\| ");
    assertThatThrownBy(() -> score(derived("<%s/>".formatted(parts[0])), Map.of()))
        .hasMessageContaining("PMML's " + parts[1] + " is not supported");
  }

  @ParameterizedTest
  @CsvSource({
    "modelType=\"CoxRegression\", modelType 'CoxRegression'",
    "modelType=\"generalizedLinear\" linkFunction=\"huh\", link 'huh'"
  })
  void modelsThatAreNotSupportedAreNamed(String attributes, String message) {
    String model =
        document(
            """
            <GeneralRegressionModel functionName="regression" %s>%s<ParameterList><Parameter name="p"/>
            </ParameterList><ParamMatrix><PCell parameterName="p" beta="1"/></ParamMatrix></GeneralRegressionModel>
            """
                .formatted(attributes, schema("y")));
    assertThatThrownBy(() -> score(model, Map.of())).hasMessageContaining(message);
  }

  @Test
  void aNodeThatScoresAgainstItsOwnSharesIsRefused() {
    assertThatThrownBy(
            () -> score(weighed("none").replaceFirst("score=\"no\"", "score=\"maybe\""), Map.of()))
        .hasMessageContaining("score 'maybe', which is not its most probable class");
  }
}
