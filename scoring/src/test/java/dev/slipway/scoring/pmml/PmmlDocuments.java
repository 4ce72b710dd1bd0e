package dev.slipway.scoring.pmml;

import dev.slipway.core.model.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Small documents around one model: numbers `a` and `b`, a text `c` of red, green and blue, a number `y` and
/// the classes `k` of no, maybe and yes.
final class PmmlDocuments {
  private PmmlDocuments() {}

  private static final String COLOURS =
      "<Value value=\"red\"/><Value value=\"green\"/><Value value=\"blue\"/>";

  static String document(String body) {
    return """
    <PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/><DataDictionary>
      <DataField name="a" optype="continuous" dataType="double"/>
      <DataField name="b" optype="continuous" dataType="double"/>
      <DataField name="c" optype="categorical" dataType="string">%s</DataField>
      <DataField name="y" optype="continuous" dataType="double"/>
      <DataField name="k" optype="categorical" dataType="string">
        <Value value="no"/><Value value="maybe"/><Value value="yes"/></DataField>
      </DataDictionary>%s</PMML>
    """
        .formatted(COLOURS, body);
  }

  /// A mining schema; `field` replaces the plain `MiningField` of the same name.
  static String schema(String target, String... fields) {
    StringBuilder schema = new StringBuilder("<MiningSchema>");
    for (String name : new String[] {"a", "b", "c"}) {
      String own = "<MiningField name=\"%s\"/>".formatted(name);
      for (String field : fields) {
        own = field.contains("name=\"%s\"".formatted(name)) ? field : own;
      }
      schema.append(own);
    }
    return schema
        .append("<MiningField name=\"%s\" usageType=\"target\"/></MiningSchema>".formatted(target))
        .toString();
  }

  /// A regression whose value is that of a derived field.
  static String derived(String expression, String dataType) {
    return document(
        """
        <RegressionModel functionName="regression">%s<LocalTransformations>
        <DerivedField name="d" optype="continuous" dataType="%s">%s</DerivedField>
        </LocalTransformations><RegressionTable intercept="0">
        <NumericPredictor name="d" coefficient="1"/></RegressionTable></RegressionModel>
        """
            .formatted(schema("y"), dataType, expression));
  }

  static String derived(String expression) {
    return derived(expression, "double");
  }

  static PmmlScorer scorer(String pmml) {
    return new PmmlScorer(Element.read(pmml.getBytes(StandardCharsets.UTF_8)));
  }

  /// The scores of a row with values by name; a field without one is missing.
  static double[] score(String pmml, Map<String, ?> values) {
    return score(scorer(pmml), values);
  }

  static double[] score(PmmlScorer scorer, Map<String, ?> values) {
    Rows rows = Rows.forSignature(scorer.signature());
    rows.add();
    for (int c = 0; c < scorer.signature().inputs().size(); c++) {
      @Nullable Object value = values.get(scorer.signature().inputs().get(c).name());
      if (value instanceof Number number) {
        rows.number(0, c, number.doubleValue());
      } else if (value != null) {
        rows.text(0, c, value.toString());
      }
    }
    double[] out = new double[scorer.signature().output().width()];
    scorer.score(rows, out);
    return out;
  }
}
