package dev.slipway.wire.greatexpectations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.profile.Relations;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Compares with the JSON schemas that Great Expectations publishes for its expectations, of which the tables
/// here hold the facts that matter: which arguments each takes and which it must have.
class GreatExpectationsTest {
  private static final Set<String> OF_A_MAP = Set.of("mostly", "row_condition", "condition_parser");

  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "expect_column_to_exist", Set.of("column"),
          "expect_column_values_to_not_be_null", Set.of("column"),
          "expect_column_values_to_be_between", Set.of("column"),
          "expect_column_values_to_be_in_set", Set.of("column", "value_set"),
          "expect_column_value_lengths_to_be_between", Set.of("column"),
          "expect_column_values_to_match_regex", Set.of("column"),
          "expect_column_pair_values_a_to_be_greater_than_b", Set.of("column_A", "column_B"));

  private static final Map<String, Set<String>> OPTIONAL =
      Map.of(
          "expect_column_to_exist", Set.of("column_index"),
          "expect_column_values_to_not_be_null", Set.of(),
          "expect_column_values_to_be_between",
              Set.of("min_value", "max_value", "strict_min", "strict_max"),
          "expect_column_values_to_be_in_set", Set.of(),
          "expect_column_value_lengths_to_be_between",
              Set.of("min_value", "max_value", "strict_min", "strict_max"),
          "expect_column_values_to_match_regex", Set.of("regex"),
          "expect_column_pair_values_a_to_be_greater_than_b", Set.of("or_equal", "ignore_row_if"));

  /// 2,000 rows: `from` 1 to 2,000 and `to` 500 above it at most, `code` of two values, `at` a time.
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              field("from", ColumnType.DECIMAL, declared(new Limit.Min(0))),
              field("to", ColumnType.DECIMAL, Optional.empty()),
              field("code", ColumnType.STRING, declared(new Limit.Pattern("^[A-Z]"))),
              field("at", ColumnType.DATETIME, declared(new Limit.Max(86_400_000))),
              field("kind", ColumnType.INTEGER, declared(new Limit.Numbers(List.of(1.0, 2.0)))),
              field(
                  "word",
                  ColumnType.STRING,
                  declared(new Limit.Texts(List.of("a", "b")), new Limit.MaxLength(3)))),
          new Output.Values(List.of("y")));

  private static Field field(String name, ColumnType type, Optional<Declared> declared) {
    return new Field(name, type, true, declared);
  }

  private static Optional<Declared> declared(Limit... limits) {
    return Optional.of(
        new Declared(List.of(limits), Optional.empty(), Map.of(Rule.LENGTH, Treatment.IGNORE)));
  }

  private static Profile training() {
    int rows = 2_000;
    double[] from = new double[rows];
    double[] to = new double[rows];
    String[] code = new String[rows];
    String[] word = new String[rows];
    double[] ones = new double[rows];
    Arrays.setAll(from, i -> i + 1);
    Arrays.setAll(to, i -> from[i] + i * 7 % 500);
    Arrays.setAll(code, i -> i % 2 == 0 ? "X" : "Yy");
    Arrays.fill(word, "a");
    Arrays.fill(ones, 1);
    Table table =
        new Table(
            SIGNATURE.inputSchema(), rows, List.of(from, to, code, new double[rows], ones, word));
    Profiler profiler = Profiler.training(table.schema());
    profiler.add(table);
    return profiler.profile().with(Relations.of(table));
  }

  private static JsonNode exported() {
    return Json.mapper().readTree(ExportedSuite.of("flights", SIGNATURE, Optional.of(training())));
  }

  @Test
  void aSuiteHasTheMembersOfVersionOne() {
    JsonNode suite = exported();

    assertThat(suite.propertyNames())
        .containsExactly("name", "expectations", "suite_parameters", "meta", "notes");
    for (JsonNode expectation : suite.path("expectations")) {
      assertThat(Set.of("type", "kwargs", "meta", "notes"))
          .containsAll(expectation.propertyNames());
      assertThat(expectation.at("/meta/slipway").propertyNames())
          .containsExactly("rule", "source", "treatment");
    }
  }

  @Test
  void everyExpectationTakesItsArgumentsAndNoOthers() {
    for (JsonNode expectation : exported().path("expectations")) {
      String type = expectation.path("type").asString();
      Set<String> given = Set.copyOf(expectation.path("kwargs").propertyNames());

      assertThat(REQUIRED).containsKey(type);
      assertThat(given).as(type).containsAll(REQUIRED.get(type));
      assertThat(given)
          .as(type)
          .allMatch(name ->
              REQUIRED.get(type).contains(name)
                  || OPTIONAL.get(type).contains(name)
                  || OF_A_MAP.contains(name));
      double hundredths = expectation.path("kwargs").path("mostly").asDouble(1) * 100;
      assertThat(hundredths).isEqualTo(Math.rint(hundredths)).isBetween(0.0, 100.0);
    }
  }

  @Test
  void whatRefusesHoldsForAllRowsAndWhatFlagsForMost() {
    assertThat(exported().path("expectations").valueStream().map(GreatExpectationsTest::line))
        .contains(
            "expect_column_values_to_be_between {\"column\":\"from\",\"min_value\":0} min declared refuse",
            "expect_column_values_to_be_between {\"column\":\"at\",\"max_value\":\"1970-01-02T00:00:00Z\"} max declared refuse",
            "expect_column_values_to_match_regex {\"column\":\"code\",\"regex\":\"^[A-Z]\"} pattern declared refuse",
            "expect_column_values_to_be_in_set {\"column\":\"kind\",\"value_set\":[1,2]} values declared refuse",
            "expect_column_values_to_be_in_set {\"column\":\"word\",\"value_set\":[\"a\",\"b\"]} values declared refuse",
            "expect_column_value_lengths_to_be_between {\"column\":\"word\",\"max_value\":3} max-length declared refuse",
            "expect_column_values_to_be_in_set {\"column\":\"code\",\"value_set\":[\"X\",\"Yy\"],\"mostly\":0.95} unseen profile flag",
            "expect_column_pair_values_a_to_be_greater_than_b {\"column_A\":\"to\",\"column_B\":\"from\",\"or_equal\":true,\"ignore_row_if\":\"either_value_is_missing\",\"mostly\":0.99} order profile flag")
        .anyMatch(line ->
            line.startsWith("expect_column_values_to_be_between {\"column\":\"to\"")
                && line.endsWith("\"mostly\":0.99} range profile flag"))
        .anyMatch(line -> line.endsWith("extreme profile refuse"));
  }

  private static String line(JsonNode expectation) {
    JsonNode ours = expectation.at("/meta/slipway");
    return "%s %s %s %s %s"
        .formatted(
            expectation.path("type").asString(),
            expectation.path("kwargs"),
            ours.path("rule").asString(),
            ours.path("source").asString(),
            ours.path("treatment").asString());
  }

  @Test
  void whatCanBeDeclaredIsImportedAndTheRestIsNamed() {
    ImportedSuite suite =
        read(
            """
            {"name":"s","id":"6a5a24b5-0b0c-4b0f-8a3d-2a5b1a0b3b6c","meta":{"great_expectations_version":"1.3.0"},
             "suite_parameters":{},"notes":null,"expectations":[
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"miles","min_value":0,"max_value":4e3},"meta":{}},
             {"type":"expect_column_values_to_not_be_null","kwargs":{"column":"miles"}},
             {"type":"expect_column_values_to_be_in_set","kwargs":{"column":"origin","value_set":["ATL","it's: \\"B\\""]}},
             {"type":"expect_column_value_lengths_to_be_between","kwargs":{"column":"code","max_value":3}},
             {"type":"expect_column_values_to_match_regex","kwargs":{"column":"code","regex":"^\\\\d+$"}},
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"day","min_value":"2020-01-01T00:00:00"}},
             {"expectation_type":"expect_column_to_exist","kwargs":{"column":"stops"}},
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"wind","max_value":9,"mostly":0.9}},
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"wind","max_value":9,"strict_max":true}},
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"wind","max_value":{"$PARAMETER":"m"}}},
             {"type":"expect_column_values_to_be_in_set","kwargs":{"column":"wind","value_set":[1,"a"]}},
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"miles","max_value":5000}},
             {"type":"expect_column_values_to_be_between","kwargs":{"column":"wind","min_value":1,"row_condition":"a>1"}},
             {"type":"expect_column_mean_to_be_between","kwargs":{"column":"wind","min_value":1}},
             {"type":"expect_table_row_count_to_be_between","kwargs":{"min_value":1}},
             {"kwargs":{}}]}
            """);

    assertThat(suite.yaml())
        .isEqualTo(
            """
              features:
                "miles": {min: 0, max: 4000.0, nullable: false}
                "origin": {values: ["ATL","it's: \\"B\\""]}
                "code": {max-length: 3, pattern: "^\\\\d+$"}
                "day": {min: "2020-01-01T00:00:00"}
                "stops": {required: true}
            """);
    assertThat(suite.leftOut())
        .containsExactly(
            "expect_column_values_to_be_between of 'wind' need hold for most rows only, and a declared limit holds for all",
            "expect_column_values_to_be_between of 'wind' excludes its bounds, and 'min' and 'max' include them",
            "expect_column_values_to_be_between of 'wind' has a bound that is neither a number nor a time",
            "expect_column_values_to_be_in_set of 'wind' has a set that is neither of texts nor of numbers",
            "expect_column_values_to_be_between of 'miles' contradicts or adds to an earlier 'max'",
            "expect_column_values_to_be_between of 'wind' has a condition",
            "expect_column_mean_to_be_between of 'wind' has no counterpart",
            "expect_table_row_count_to_be_between is not about one column",
            "an expectation without a type has no counterpart");
  }

  @Test
  void whatIsExportedAsDeclaredComesBack() {
    ImportedSuite suite =
        ImportedSuite.read(exported().toString().getBytes(StandardCharsets.UTF_8));

    assertThat(suite.features().get("from")).containsEntry("min", 0);
    assertThat(suite.features().get("code")).containsEntry("pattern", "^[A-Z]");
    assertThat(suite.features().get("kind")).containsEntry("values", List.of(1, 2));
    assertThat(suite.features().get("word"))
        .containsEntry("values", List.of("a", "b"))
        .containsEntry("max-length", 3);
    assertThat(suite.features().get("at")).containsEntry("max", "1970-01-02T00:00:00Z");
  }

  @Test
  void whatIsNoSuiteIsRefused() {
    for (String wrong : List.of("{", "[]", "{\"expectations\":3}", "null", "")) {
      assertThatThrownBy(() -> read(wrong))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA))
          .hasMessageContaining("no suite of Great Expectations");
    }
    assertThat(read("{\"expectations\":[3,{\"type\":7,\"kwargs\":[]}]}").features()).isEmpty();
  }

  private static ImportedSuite read(String json) {
    return ImportedSuite.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
