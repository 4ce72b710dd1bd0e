package dev.slipway.scoring.pmml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmml4s.model.Model;

/// PMML4S, another scorer of PMML, gives the same for the same documents. Rows with missing values are left
/// out where it departs from PMML 4.4: it takes a comparison with nothing for false rather than unknown, a
/// missing factor for none of its categories, and passes over segments without a result.
class SecondOpinionTest {
  private static final List<Map<String, Object>> ROWS = rows();

  private static List<Map<String, Object>> rows() {
    Random random = new Random(11);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("a", Math.round(random.nextGaussian() * 20) / 10.0);
      row.put("b", Math.round(random.nextGaussian() * 20) / 10.0 + 0.05);
      row.put("c", new String[] {"red", "green", "blue"}[random.nextInt(3)]);
      if (i % 4 == 3) {
        row.remove(new String[] {"a", "b", "c"}[random.nextInt(3)]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static DynamicTest agrees(String name, String pmml) {
    return DynamicTest.dynamicTest("of " + name, () -> assertAgreement(pmml, ROWS));
  }

  private static DynamicTest agreesOnWholeRows(String name, String pmml) {
    List<Map<String, Object>> whole = ROWS.stream().filter(r -> r.size() == 3).toList();
    return DynamicTest.dynamicTest("of " + name, () -> assertAgreement(pmml, whole));
  }

  private static void assertAgreement(String pmml, List<Map<String, Object>> rows) {
    Model other = Model.fromBytes(pmml.getBytes(StandardCharsets.UTF_8));
    PmmlScorer own = PmmlDocuments.scorer(pmml);
    int results = 0;
    for (Map<String, Object> row : rows) {
      double[] scores = PmmlDocuments.score(own, row);
      Map<String, Object> wanted = other.predict(row);
      results += Double.isNaN(scores[0]) ? 0 : 1;
      switch (own.signature().output()) {
        case Output.Values(List<String> names) ->
            assertNumber(scores[0], wanted.get("predicted_" + names.getFirst()), row);
        case Output.Probabilities output -> {
          for (int i = 0; i < scores.length; i++) {
            assertNumber(scores[i], wanted.get("probability_" + output.classes().label(i)), row);
          }
        }
        case Output.Decision output ->
            assertThat(output.classes().label(Predictions.classIndex(output, scores, 0)))
                .as("class of %s", row)
                .isEqualTo(String.valueOf(wanted.values().iterator().next()));
        case Output.Label _ -> throw new AssertionError("no model gives a label");
      }
    }
    assertThat(results).as("rows with a result").isGreaterThan(20);
  }

  private static void assertNumber(double actual, Object wanted, Map<String, Object> row) {
    double expected = wanted instanceof Number number ? number.doubleValue() : Double.NaN;
    if (Double.isNaN(expected) || Double.isNaN(actual)) {
      assertThat(actual).as("score of %s, expected %s", row, expected).isNaN();
      assertThat(expected).as("score of %s, got none", row).isNaN();
      return;
    }
    assertThat(Math.abs(actual - expected))
        .as("score of %s is %s, expected %s", row, actual, expected)
        .isLessThanOrEqualTo(1e-12 * Math.max(1, Math.abs(expected)));
  }

  @TestFactory
  Stream<DynamicTest> functionsOfNumbers() {
    Stream<String> one =
        Stream.of(
            "exp", "abs", "floor", "ceil", "sin", "cos", "tan", "tanh", "atan", "sinh", "cosh",
            "expm1", "rint");
    Stream<String> two =
        Stream.of(
            "+", "-", "*", "pow", "threshold", "min", "max", "sum", "avg", "product", "hypot");
    return Stream.concat(
        one.map(f -> agrees(f, PmmlDocuments.derived(call(f, field("a"))))),
        two.map(f ->
            agreesOnWholeRows(
                f,
                PmmlDocuments.derived(
                    call(f, f.equals("pow") ? call("abs", field("a")) : field("a"), field("b"))))));
  }

  @TestFactory
  Stream<DynamicTest> functionsOfTruth() {
    return Stream.of(
            "equal", "notEqual", "lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual")
        .map(f -> call("if", call(f, field("a"), field("b")), constant("1"), constant("2")))
        .map(PmmlDocuments::derived)
        .map(d -> agreesOnWholeRows(d, d));
  }

  @TestFactory
  Stream<DynamicTest> conditions() {
    return Stream.of(
            call("if", call("isMissing", field("a")), constant("7"), field("a")),
            call("if", call("isNotMissing", field("c")), constant("7"), constant("8")),
            call(
                "if",
                call("isIn", field("c"), text("red"), text("blue")),
                constant("1"),
                constant("2")),
            call("if", call("isNotIn", field("c"), text("red")), constant("1"), constant("2")),
            call("if", call("equal", field("c"), text("red")), field("a"), field("b")),
            call(
                "if",
                call(
                    "and",
                    call("greaterThan", field("a"), constant("0")),
                    call("lessThan", field("b"), constant("1"))),
                constant("1"),
                constant("2")),
            call(
                "if",
                call("not", call("lessThan", field("b"), constant("1"))),
                field("a"),
                constant("2")),
            """
            <NormContinuous field="a"><LinearNorm orig="-1" norm="0"/><LinearNorm orig="0" norm="2"/>
            <LinearNorm orig="1.5" norm="3"/></NormContinuous>
            """,
            """
            <NormContinuous field="a" outliers="asExtremeValues" mapMissingTo="9">
            <LinearNorm orig="-1" norm="0"/><LinearNorm orig="1.5" norm="3"/></NormContinuous>
            """,
            """
            <NormContinuous field="a" outliers="asMissingValues">
            <LinearNorm orig="-1" norm="0"/><LinearNorm orig="1.5" norm="3"/></NormContinuous>
            """,
            "<NormDiscrete field=\"c\" value=\"red\" mapMissingTo=\"0.5\"/>",
            """
            <Discretize field="a" dataType="double">
            <DiscretizeBin binValue="1"><Interval closure="openClosed" rightMargin="-0.5"/></DiscretizeBin>
            <DiscretizeBin binValue="2"><Interval closure="openOpen" leftMargin="-0.5" rightMargin="1"/>
            </DiscretizeBin></Discretize>
            """,
            """
            <MapValues outputColumn="out" mapMissingTo="5" defaultValue="6" dataType="double">
            <FieldColumnPair field="c" column="in"/><InlineTable>
            <row><in>red</in><out>1.5</out></row><row><in>blue</in><out>2.5</out></row>
            </InlineTable></MapValues>
            """)
        .map(e ->
            e.contains("\"if\"")
                ? agreesOnWholeRows(e, PmmlDocuments.derived(e))
                : agrees(e, PmmlDocuments.derived(e)));
  }

  @TestFactory
  Stream<DynamicTest> fieldTreatments() {
    return Stream.of(
            "<MiningField name=\"a\" missingValueReplacement=\"3\"/>",
            "<MiningField name=\"a\" outliers=\"asExtremeValues\" lowValue=\"-1\" highValue=\"1\"/>",
            "<MiningField name=\"a\" outliers=\"asMissingValues\" lowValue=\"-1\" highValue=\"1\"/>",
            """
            <MiningField name="a" outliers="asMissingValues" lowValue="-1" highValue="1"
              missingValueReplacement="0.25"/>
            """,
            "<MiningField name=\"c\" missingValueReplacement=\"blue\"/>")
        .map(f ->
            agrees(
                f,
                PmmlDocuments.document(
                    """
                    <RegressionModel functionName="regression">%s<RegressionTable intercept="1">
                    <NumericPredictor name="a" coefficient="2"/>
                    <NumericPredictor name="b" exponent="2" coefficient="0.5"/>
                    <CategoricalPredictor name="c" value="blue" coefficient="4"/>
                    <PredictorTerm coefficient="3"><FieldRef field="a"/><FieldRef field="b"/>
                    </PredictorTerm></RegressionTable></RegressionModel>
                    """
                        .formatted(PmmlDocuments.schema("y", f)))));
  }

  @TestFactory
  Stream<DynamicTest> regressions() {
    String tables =
        """
        <RegressionTable intercept="0.5" targetCategory="no"><NumericPredictor name="a" coefficient="0.3"/>
        </RegressionTable><RegressionTable intercept="1.5" targetCategory="maybe">
        <NumericPredictor name="b" coefficient="0.2"/></RegressionTable>
        <RegressionTable intercept="0" targetCategory="yes"/>
        """;
    Stream<String> values =
        Stream.of("none", "exp", "logit", "cloglog", "cauchit")
            .map(n ->
                """
                <RegressionModel functionName="regression" normalizationMethod="%s">%s
                <RegressionTable intercept="0.5"><NumericPredictor name="a" coefficient="0.7"/>
                </RegressionTable></RegressionModel>
                """
                    .formatted(n, PmmlDocuments.schema("y")));
    Stream<String> classes =
        Stream.of("none", "softmax")
            .map(n ->
                """
                <RegressionModel functionName="classification" normalizationMethod="%s">%s%s
                </RegressionModel>
                """
                    .formatted(n, PmmlDocuments.schema("k"), tables));
    return Stream.concat(values, classes).map(m -> agrees(m, PmmlDocuments.document(m)));
  }

  @TestFactory
  Stream<DynamicTest> generalRegressions() {
    String lists =
        """
        <ParameterList><Parameter name="p0"/><Parameter name="p1"/><Parameter name="p2"/>
        <Parameter name="p3"/></ParameterList>
        <FactorList><Predictor name="c"/></FactorList><CovariateList><Predictor name="a"/></CovariateList>
        <PPMatrix><PPCell value="1" predictorName="a" parameterName="p1"/>
        <PPCell value="red" predictorName="c" parameterName="p2"/>
        <PPCell value="2" predictorName="a" parameterName="p3"/>
        <PPCell value="blue" predictorName="c" parameterName="p3"/></PPMatrix>
        """;
    String value =
        """
        <ParamMatrix><PCell parameterName="p0" beta="0.25"/><PCell parameterName="p1" beta="0.1"/>
        <PCell parameterName="p2" beta="-0.3"/><PCell parameterName="p3" beta="0.05"/></ParamMatrix>
        """;
    String classes =
        """
        <ParamMatrix><PCell targetCategory="no" parameterName="p0" beta="0.25"/>
        <PCell targetCategory="no" parameterName="p1" beta="0.5"/>
        <PCell targetCategory="maybe" parameterName="p2" beta="0.75"/>
        <PCell targetCategory="maybe" parameterName="p3" beta="0.1"/></ParamMatrix>
        """;
    String ordered =
        """
        <ParamMatrix><PCell targetCategory="no" parameterName="p0" beta="-1"/>
        <PCell targetCategory="maybe" parameterName="p0" beta="0.75"/>
        <PCell parameterName="p1" beta="0.25"/><PCell parameterName="p2" beta="-0.1"/></ParamMatrix>
        """;
    Stream<String> links =
        Stream.of("identity", "log", "logit", "cloglog", "loglog", "logc", "probit")
            .map(l ->
                general(
                    "modelType=\"generalizedLinear\" linkFunction=\"%s\" offsetValue=\"0.1\""
                        .formatted(l),
                    "y",
                    lists + value));
    Stream<String> others =
        Stream.of(
            general("modelType=\"regression\"", "y", lists + value),
            general("modelType=\"generalLinear\"", "y", lists + value),
            general(
                "modelType=\"generalizedLinear\" linkFunction=\"power\" linkParameter=\"2\" offsetValue=\"3\"",
                "y",
                lists + value),
            general(
                "modelType=\"multinomialLogistic\" targetReferenceCategory=\"yes\"",
                "k",
                lists + classes),
            general(
                "modelType=\"ordinalMultinomial\" cumulativeLink=\"logit\"", "k", lists + ordered),
            general(
                "modelType=\"ordinalMultinomial\" cumulativeLink=\"cauchit\"",
                "k",
                lists + ordered));
    return Stream.concat(links, others).map(m -> agreesOnWholeRows(m, PmmlDocuments.document(m)));
  }

  private static String general(String attributes, String target, String body) {
    return "<GeneralRegressionModel functionName=\"%s\" %s>%s%s</GeneralRegressionModel>"
        .formatted(
            target.equals("k") ? "classification" : "regression",
            attributes,
            PmmlDocuments.schema(target),
            body);
  }

  @TestFactory
  Stream<DynamicTest> networks() {
    return Stream.of(
            "threshold",
            "logistic",
            "tanh",
            "identity",
            "exponential",
            "reciprocal",
            "square",
            "Gauss",
            "sine",
            "cosine",
            "Elliott",
            "arctan",
            "rectifier",
            "radialBasis")
        .map(activation ->
            agrees(
                activation,
                PmmlDocuments.document(
                    """
                    <NeuralNetwork functionName="regression" activationFunction="%s" width="1.5"
                      altitude="1.2" threshold="0.25">%s<NeuralInputs>
                    <NeuralInput id="1"><DerivedField optype="continuous" dataType="double">
                    <NormContinuous field="a"><LinearNorm orig="-1" norm="0"/>
                    <LinearNorm orig="3" norm="1"/></NormContinuous></DerivedField></NeuralInput>
                    <NeuralInput id="2"><DerivedField optype="continuous" dataType="double">
                    <NormDiscrete field="c" value="red"/></DerivedField></NeuralInput></NeuralInputs>
                    <NeuralLayer><Neuron id="3" bias="0.2"><Con from="1" weight="0.7"/>
                    <Con from="2" weight="-0.4"/></Neuron><Neuron id="4" bias="-0.3">
                    <Con from="1" weight="1.1"/><Con from="2" weight="0.6"/></Neuron></NeuralLayer>
                    <NeuralLayer activationFunction="identity"><Neuron id="5" bias="0.1">
                    <Con from="3" weight="0.9"/><Con from="4" weight="-0.8"/></Neuron></NeuralLayer>
                    <NeuralOutputs><NeuralOutput outputNeuron="5">
                    <DerivedField optype="continuous" dataType="double"><NormContinuous field="y">
                    <LinearNorm orig="0" norm="-1"/><LinearNorm orig="10" norm="1"/>
                    </NormContinuous></DerivedField></NeuralOutput></NeuralOutputs></NeuralNetwork>
                    """
                        .formatted(activation, PmmlDocuments.schema("y")))));
  }

  @TestFactory
  Stream<DynamicTest> scorecards() {
    return Stream.of(
            """
            <Scorecard functionName="regression" initialScore="5" useReasonCodes="false">%s
            <Characteristics><Characteristic name="one">
            <Attribute partialScore="3"><SimplePredicate field="a" operator="isMissing"/></Attribute>
            <Attribute partialScore="-1"><SimplePredicate field="a" operator="lessThan" value="0"/></Attribute>
            <Attribute partialScore="2"><True/></Attribute></Characteristic>
            <Characteristic name="two"><Attribute>
            <SimpleSetPredicate field="c" booleanOperator="isIn"><Array type="string" n="2">red blue</Array>
            </SimpleSetPredicate><ComplexPartialScore>%s</ComplexPartialScore></Attribute>
            <Attribute partialScore="0.5"><CompoundPredicate booleanOperator="or">
            <SimplePredicate field="b" operator="greaterThan" value="0"/><True/></CompoundPredicate>
            </Attribute></Characteristic></Characteristics></Scorecard>
            """
                .formatted(PmmlDocuments.schema("y"), call("*", field("b"), constant("2"))))
        .map(m -> agrees("scorecard", PmmlDocuments.document(m)));
  }

  @TestFactory
  Stream<DynamicTest> trees() {
    return Stream.of(
            "",
            "missingValueStrategy=\"lastPrediction\"",
            "missingValueStrategy=\"nullPrediction\"",
            "missingValueStrategy=\"defaultChild\"",
            "noTrueChildStrategy=\"returnLastPrediction\"",
            "missingValueStrategy=\"none\" noTrueChildStrategy=\"returnLastPrediction\"")
        .map(attributes -> agrees(attributes, PmmlDocuments.document(tree(attributes, "y"))));
  }

  static String tree(String attributes, String target) {
    return """
    <TreeModel functionName="regression" %s>%s<Node id="0" score="1" defaultChild="2"><True/>
    <Node id="1" score="2" defaultChild="4"><SimplePredicate field="a" operator="lessOrEqual" value="0.3"/>
      <Node id="3" score="3"><SimplePredicate field="b" operator="lessThan" value="-0.2"/></Node>
      <Node id="4" score="4"><SimplePredicate field="b" operator="greaterOrEqual" value="-0.2"/></Node></Node>
    <Node id="2" score="5" defaultChild="6"><SimplePredicate field="a" operator="greaterThan" value="0.3"/>
      <Node id="5" score="6"><SimplePredicate field="c" operator="equal" value="red"/></Node>
      <Node id="6" score="7"><SimplePredicate field="c" operator="equal" value="blue"/></Node></Node>
    </Node></TreeModel>
    """
        .formatted(attributes, PmmlDocuments.schema(target));
  }

  @TestFactory
  Stream<DynamicTest> ensembles() {
    String first = tree("noTrueChildStrategy=\"returnLastPrediction\"", "y");
    String second =
        """
        <RegressionModel functionName="regression">%s<RegressionTable intercept="0.5">
        <NumericPredictor name="a" coefficient="2"/></RegressionTable></RegressionModel>
        """
            .formatted(
                PmmlDocuments.schema(
                    "y", "<MiningField name=\"a\" missingValueReplacement=\"1\"/>"));
    String third = second.replace("0.5", "3");
    return Stream.of("sum", "average", "weightedAverage", "median", "selectFirst")
        .map(method ->
            agreesOnWholeRows(
                method,
                PmmlDocuments.document(
                    """
                    <MiningModel functionName="regression">%s<Segmentation multipleModelMethod="%s">
                    <Segment id="1" weight="0.5"><SimplePredicate field="b" operator="lessThan" value="0.5"/>%s
                    </Segment><Segment id="2" weight="0.3"><True/>%s</Segment>
                    <Segment id="3" weight="0.2"><True/>%s</Segment></Segmentation></MiningModel>
                    """
                        .formatted(PmmlDocuments.schema("y"), method, first, second, third))));
  }

  private static String field(String name) {
    return "<FieldRef field=\"%s\"/>".formatted(name);
  }

  private static String constant(String number) {
    return "<Constant dataType=\"double\">%s</Constant>".formatted(number);
  }

  private static String text(String text) {
    return "<Constant dataType=\"string\">%s</Constant>".formatted(text);
  }

  private static String call(String function, String... arguments) {
    return "<Apply function=\"%s\">%s</Apply>".formatted(function, String.join("", arguments));
  }
}
