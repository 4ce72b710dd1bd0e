package dev.slipway.scoring.pmml;

import static dev.slipway.scoring.pmml.PmmlDocuments.derived;
import static dev.slipway.scoring.pmml.PmmlDocuments.document;
import static dev.slipway.scoring.pmml.PmmlDocuments.schema;
import static dev.slipway.scoring.pmml.PmmlDocuments.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A document that is broken or means harm is refused with our own error, quickly.
@Timeout(60)
class HostilePmmlTest {
  private static final String PLAIN = derived("<FieldRef field=\"a\"/>");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE PMML>",
        "<!DOCTYPE PMML SYSTEM 'http://127.0.0.1:9/leak.dtd'>",
        "<!DOCTYPE PMML [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE PMML [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/leak'> %p;]>",
        "<!DOCTYPE PMML [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>",
        "<!DOCTYPE PMML [<!ATTLIST PMML version CDATA '4.4'>]>"
      })
  void everyDoctypeIsRefused(String doctype) {
    assertThatThrownBy(() -> score(doctype + PLAIN, Map.of("a", 1)))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("has a DOCTYPE, which is refused");
  }

  @Test
  void anEntityThatNobodyDeclaredIsRefused() {
    assertThatThrownBy(() -> score(PLAIN.replace("<Header/>", "<Header>&e;</Header>"), Map.of()))
        .isInstanceOf(SlipwayException.class);
  }

  @Test
  void anIncludeIsAnElementLikeAnyOther(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "<Constant>5</Constant>");
    String include =
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"%s\"/>"
            .formatted(secret.toUri());
    assertThatThrownBy(() -> score(derived(include), Map.of()))
        .hasMessageContaining("expression include is not supported");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "<Apply function=\"-\">".repeat(100_000);
    assertThatThrownBy(() -> score(derived(deep), Map.of())).hasMessageContaining("nests deeper");
  }

  @Test
  void fieldsThatDependOnThemselvesAreRefused() {
    assertThatThrownBy(() -> score(derived("<FieldRef field=\"d\"/>"), Map.of()))
        .hasMessageContaining("defines 'd' by itself");
    String circle =
        derived("<FieldRef field=\"e\"/>")
            .replace(
                "</LocalTransformations>",
                "<DerivedField name=\"e\" dataType=\"double\"><FieldRef field=\"d\"/></DerivedField></LocalTransformations>");
    assertThatThrownBy(() -> score(circle, Map.of())).hasMessageContaining("by itself");
  }

  @Test
  void aLongChainOfFieldsInReverseIsRefusedNotOverflowing() {
    String chain =
        IntStream.range(0, 50_000)
            .mapToObj(i ->
                "<DerivedField name=\"f%d\" dataType=\"double\"><FieldRef field=\"f%d\"/></DerivedField>"
                    .formatted(i, i + 1))
            .collect(Collectors.joining());
    String model =
        derived("<FieldRef field=\"f0\"/>")
            .replace("</LocalTransformations>", chain + "</LocalTransformations>");
    assertThatThrownBy(() -> score(model, Map.of())).hasMessageContaining("by too many others");
  }

  private static String functions(int count, String body, String expression) {
    String functions =
        IntStream.range(0, count)
            .mapToObj(i ->
                "<DefineFunction name=\"f%d\" optype=\"continuous\"><ParameterField name=\"p\"/>%s</DefineFunction>"
                    .formatted(i, body.replace("NEXT", "f" + (i + 1))))
            .collect(Collectors.joining());
    return derived(expression)
        .replace(
            "<RegressionModel",
            "<TransformationDictionary>"
                + functions
                + "</TransformationDictionary><RegressionModel");
  }

  @Test
  void functionsThatCallThemselvesAreRefused() {
    String call = "<Apply function=\"f0\"><FieldRef field=\"a\"/></Apply>";
    String self = functions(1, "<Apply function=\"f0\"><FieldRef field=\"p\"/></Apply>", call);
    assertThatThrownBy(() -> score(self, Map.of()))
        .hasMessageContaining("the function 'f0' by itself");
  }

  @Test
  void functionsThatUnfoldWithoutBoundsAreRefused() {
    String call = "<Apply function=\"f0\"><FieldRef field=\"a\"/></Apply>";
    String twice =
        "<Apply function=\"+\"><Apply function=\"NEXT\"><FieldRef field=\"p\"/></Apply><Apply function=\"NEXT\"><FieldRef field=\"p\"/></Apply></Apply>";
    String laughs = functions(60, twice, call).replace("\"f60\"", "\"abs\"");
    assertThatThrownBy(() -> score(laughs, Map.of())).hasMessageContaining("unfold into more than");
  }

  @Test
  void argumentsAreComputedOnceHoweverOftenTheyAreRead() {
    String twice = "<Apply function=\"+\"><FieldRef field=\"p\"/><FieldRef field=\"p\"/></Apply>";
    String nested =
        "<Apply function=\"f0\">".repeat(60) + "<FieldRef field=\"a\"/>" + "</Apply>".repeat(60);
    assertThat(score(functions(1, twice, nested), Map.of("a", 1))).containsExactly(Math.pow(2, 60));
    String mapped =
        "<Apply function=\"abs\" mapMissingTo=\"7\">".repeat(60)
            + "<FieldRef field=\"a\"/>"
            + "</Apply>".repeat(60);
    assertThat(score(derived(mapped), Map.of())).containsExactly(7);
  }

  @Test
  void aNodeWithVeryManyChildrenIsWalkedNotCompiled() {
    String children =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                "<Node score=\"%d\"><SimplePredicate field=\"a\" operator=\"lessThan\" value=\"%d\"/></Node>"
                    .formatted(i, i))
            .collect(Collectors.joining());
    String tree =
        document(
            "<TreeModel functionName=\"regression\">%s<Node><True/>%s</Node></TreeModel>"
                .formatted(schema("y"), children));
    assertThat(score(tree, Map.of("a", 15_000.5))).containsExactly(15_001);
  }

  static String[] documents() {
    return new String[] {
      document(SecondOpinionTest.tree("missingValueStrategy=\"defaultChild\"", "y")),
      document(
          """
          <MiningModel functionName="classification">%1$s<Segmentation multipleModelMethod="modelChain">
          <Segment><True/><MiningModel functionName="regression">%2$s<Output><OutputField name="m"
          dataType="double"/></Output><Segmentation multipleModelMethod="sum"><Segment><True/>%3$s</Segment>
          <Segment><True/>%3$s</Segment></Segmentation></MiningModel></Segment><Segment><True/>
          <RegressionModel functionName="classification" normalizationMethod="softmax"><MiningSchema>
          <MiningField name="m"/></MiningSchema><RegressionTable intercept="1" targetCategory="no"/>
          <RegressionTable intercept="0" targetCategory="yes"><NumericPredictor name="m" coefficient="1"/>
          </RegressionTable><RegressionTable intercept="0" targetCategory="maybe"/></RegressionModel></Segment>
          </Segmentation></MiningModel>
          """
              .formatted(schema("k"), schema("y"), SecondOpinionTest.tree("", "y"))),
      derived(
          """
          <Apply function="if"><Apply function="isIn"><FieldRef field="c"/><Constant>red</Constant></Apply>
          <NormContinuous field="a"><LinearNorm orig="0" norm="1"/><LinearNorm orig="2" norm="3"/></NormContinuous>
          <MapValues outputColumn="o" defaultValue="3" dataType="double"><FieldColumnPair field="c" column="i"/>
          <InlineTable><row><i>blue</i><o>2</o></row></InlineTable></MapValues></Apply>
          """),
      document(
          """
          <SupportVectorMachineModel functionName="regression">%s<PolynomialKernelType gamma="0.5" degree="3"/>
          <VectorDictionary numberOfVectors="1"><VectorFields><FieldRef field="a"/><FieldRef field="b"/>
          </VectorFields><VectorInstance id="v"><Array type="real" n="2">1 2</Array></VectorInstance>
          </VectorDictionary><SupportVectorMachine><SupportVectors><SupportVector vectorId="v"/></SupportVectors>
          <Coefficients absoluteValue="1"><Coefficient value="2"/></Coefficients></SupportVectorMachine>
          </SupportVectorMachineModel>
          """
              .formatted(schema("y"))),
      document(
          """
          <NearestNeighborModel functionName="regression" numberOfNeighbors="2">%s<TrainingInstances>
          <InstanceFields><InstanceField field="a" column="p"/><InstanceField field="y" column="q"/></InstanceFields>
          <InlineTable><row><p>1</p><q>2</q></row><row><p>3</p><q>4</q></row><row><p>5</p><q>6</q></row>
          </InlineTable></TrainingInstances><ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure>
          <KNNInputs><KNNInput field="a"/></KNNInputs></NearestNeighborModel>
          """
              .formatted(schema("y")))
    };
  }

  /// Random bytes, lost and doubled passages, swapped words and numbers.
  @ParameterizedTest
  @MethodSource("documents")
  void aMutatedDocumentIsRefusedOrScores(String pmml) throws IOException {
    assertThat(score(pmml, Map.of("a", 1, "b", 1, "c", "blue"))[0]).isNotNaN();
    Random random = new Random(pmml.hashCode());
    String[] words = pmml.split("(?<=[\"<> ])|(?=[\"<> ])");
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      String mutated = i % 2 == 0 ? shuffled(words, random) : damaged(pmml, random);
      try {
        score(mutated, Map.of("a", 1, "b", 1, "c", "blue"));
      } catch (SlipwayException e) {
        assertThat(e.getMessage()).hasSizeLessThan(400);
        refused++;
      } catch (RuntimeException | Error e) {
        Files.writeString(Path.of("target/fuzz-pmml-" + i), mutated);
        fail("mutation kept as target/fuzz-pmml-" + i, e);
      }
    }
    assertThat(refused).isBetween(100, 600);
  }

  private static String shuffled(String[] words, Random random) {
    String[] changed = words.clone();
    for (int m = 0; m <= random.nextInt(3); m++) {
      int at = random.nextInt(changed.length);
      changed[at] =
          switch (random.nextInt(4)) {
            case 0 -> words[random.nextInt(words.length)];
            case 1 ->
                new String[] {"-1", "0", "1e308", "NaN", "99999999999", "", "INF"}
                    [random.nextInt(7)];
            case 2 -> "";
            default -> changed[at] + changed[at];
          };
    }
    return String.join("", changed);
  }

  private static String damaged(String pmml, Random random) {
    byte[] bytes = pmml.getBytes(StandardCharsets.UTF_8);
    for (int m = 0; m <= random.nextInt(4); m++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
