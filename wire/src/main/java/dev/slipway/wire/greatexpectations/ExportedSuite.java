package dev.slipway.wire.greatexpectations;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.RowRule;
import dev.slipway.core.expectation.ValueRule;
import dev.slipway.core.expectation.Written;
import dev.slipway.core.input.Flag;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model expects of its inputs, as a suite of Great Expectations 1.x.
///
/// What refuses a row here is expected of every row there; what flags one, of most rows (`mostly`), since a
/// flag is for values that come now and then. Shapes, whole days, dependencies and what is known of batches
/// have no counterpart and are left out.
public final class ExportedSuite {
  /// The hundredths in which `mostly` is counted leave no room between this and all rows.
  private static final double NEARLY_ALL = 0.99;

  /// A closed set of categories has at most 5 % new ones.
  private static final double MOST = 0.95;

  private final List<Map<String, Object>> expectations = new ArrayList<>();

  private ExportedSuite() {}

  /// Indented, with a line feed at the end.
  public static String of(String name, Signature signature, Optional<Profile> training) {
    ExportedSuite suite = new ExportedSuite();
    List<FieldRules> inputs = FieldRules.of(signature, training);
    inputs.forEach(suite::add);
    RowRule.of(inputs, training).forEach(rule -> suite.add(inputs, rule));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("expectations", suite.expectations);
    json.put("suite_parameters", Map.of());
    json.put("meta", Map.of());
    json.put("notes", "What the model '%s' expects of its inputs.".formatted(name));
    return new String(Json.writeFile(json), StandardCharsets.UTF_8);
  }

  private void add(FieldRules rules) {
    String column = rules.field().name();
    if (rules.field().required()) {
      add("expect_column_to_exist", column, Rule.REQUIRED, Treatment.REFUSE, Map.of(), "");
    }
    if (!rules.nullable()) {
      boolean declared = rules.field().declared().flatMap(d -> d.nullable()).isPresent();
      add(
          "expect_column_values_to_not_be_null",
          column,
          declared ? Rule.NULLABLE : Rule.NULL,
          Treatment.REFUSE,
          Map.of(),
          "");
    }
    rules.refusing().forEach(rule -> add(rules.field(), rule, Treatment.REFUSE));
    rules.flagging().forEach(rule -> add(rules.field(), rule, Treatment.FLAG));
  }

  private void add(Field field, ValueRule rule, Treatment treatment) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    switch (rule) {
      case ValueRule.Between(_, double low, double high, _) -> {
        put(arguments, "min_value", field.type(), low);
        put(arguments, "max_value", field.type(), high);
        add("expect_column_values_to_be_between", field, rule, treatment, arguments);
      }
      case ValueRule.OneOfNumbers(_, double[] values, _) -> {
        arguments.put("value_set", Arrays.stream(values).mapToObj(ExportedSuite::number).toList());
        add("expect_column_values_to_be_in_set", field, rule, treatment, arguments);
      }
      case ValueRule.OneOfTexts one -> {
        arguments.put("value_set", one.values().stream().sorted().toList());
        add("expect_column_values_to_be_in_set", field, rule, treatment, arguments);
      }
      case ValueRule.Length(_, int least, int greatest, _) -> {
        if (least > 0) {
          arguments.put("min_value", least);
        }
        if (greatest < Integer.MAX_VALUE) {
          arguments.put("max_value", greatest);
        }
        if (!arguments.isEmpty()) {
          add("expect_column_value_lengths_to_be_between", field, rule, treatment, arguments);
        }
      }
      case ValueRule.Matching matching -> {
        arguments.put("regex", matching.pattern().pattern());
        add("expect_column_values_to_match_regex", field, rule, treatment, arguments);
      }
      case ValueRule.Shaped _, ValueRule.WholeDays _ -> {}
    }
  }

  private void add(
      String type, Field field, ValueRule rule, Treatment treatment, Map<String, Object> more) {
    if (treatment == Treatment.FLAG) {
      more.put("mostly", rule.rule() == Rule.UNSEEN ? MOST : NEARLY_ALL);
    }
    add(type, field.name(), rule.rule(), treatment, more, rule.message());
  }

  private void add(
      String type,
      String column,
      Rule rule,
      Treatment treatment,
      Map<String, Object> more,
      String message) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("column", column);
    arguments.putAll(more);
    add(type, arguments, rule, treatment, message);
  }

  private void add(List<FieldRules> inputs, RowRule rule) {
    if (rule instanceof RowRule.Ordered(int lesser, int greater, Flag flag)) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put("column_A", inputs.get(greater).field().name());
      arguments.put("column_B", inputs.get(lesser).field().name());
      arguments.put("or_equal", true);
      arguments.put("ignore_row_if", "either_value_is_missing");
      arguments.put("mostly", NEARLY_ALL);
      add(
          "expect_column_pair_values_a_to_be_greater_than_b",
          arguments,
          flag.rule(),
          Treatment.FLAG,
          flag.message());
    }
  }

  private void add(
      String type, Map<String, Object> arguments, Rule rule, Treatment treatment, String message) {
    Map<String, Object> ours = new LinkedHashMap<>();
    ours.put("rule", rule.label());
    ours.put("source", rule.source().label());
    ours.put("treatment", treatment.label());
    Map<String, Object> expectation = new LinkedHashMap<>();
    expectation.put("type", type);
    expectation.put("kwargs", arguments);
    expectation.put("meta", Map.of("slipway", ours));
    if (!message.isEmpty()) {
      expectation.put("notes", "a value that breaks this " + message);
    }
    expectations.add(expectation);
  }

  private static void put(Map<String, Object> into, String key, ColumnType type, double value) {
    if (Double.isFinite(value)) {
      into.put(key, type == ColumnType.DATETIME ? Written.of(type, value) : number(value));
    }
  }

  private static Object number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? (Object) (long) value
        : (Object) value;
  }
}
