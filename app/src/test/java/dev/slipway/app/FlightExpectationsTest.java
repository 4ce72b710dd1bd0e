package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.ValueRule;
import dev.slipway.core.input.Flag;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Rows;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.table.Table;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.LoneModel;
import dev.slipway.stats.interval.Rate;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the flight-delay example expects, asked about its own held-out rows: real ones, later than all that it
/// learned from.
class FlightExpectationsTest {
  private static final Workshop WORKSHOP = new Workshop(InstantSource.system());

  private static ModelPackage contents() {
    return WORKSHOP.packages().read(FlightDelay.packageFolder());
  }

  private static Rows heldOut(ModelPackage contents) {
    Table table = WORKSHOP.tables().read(FlightDelay.project().resolve("build/test.parquet"));
    return Rows.of(contents.signature(), table);
  }

  @Test
  void noHeldOutRowIsRefused() {
    ModelPackage contents = contents();
    Rows rows = heldOut(contents);
    List<FieldRules> inputs = FieldRules.of(contents.signature(), contents.profile());

    assertThat(inputs)
        .flatExtracting(FieldRules::refusing)
        .extracting(ValueRule::rule)
        .contains(Rule.EXTREME);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < inputs.size(); c++) {
        double number = rows.number(r, c);
        String text = rows.text(r, c);
        assertThat(inputs.get(c).refusing())
            .noneMatch(rule -> rule.brokenBy(number) || (text != null && rule.brokenBy(text)));
      }
    }
  }

  /// The budget is 1 % of the rows for all ranges together. The share that is found is not above it beyond
  /// doubt: the lower bound of Clopper and Pearson at 99.9 % is not.
  @Test
  void rangesFlagAtMostTheirBudgetOfTheHeldOutRows() {
    ModelPackage contents = contents();
    Rows rows = heldOut(contents);
    LoadedVersion version =
        new LoneModel(WORKSHOP.packages(), WORKSHOP.models())
            .load(new VersionId("flight-delay", 1), FlightDelay.packageFolder());
    List<List<Flag>> flags = new ArrayList<>();
    version.expectations().flag(rows, Instant.parse("2001-04-01T00:00:00Z"), flags);
    version.release();

    long flagged =
        flags.stream().filter(row -> row.stream().anyMatch(f -> f.rule() == Rule.RANGE)).count();
    assertThat(rows.size()).isGreaterThan(1_000);
    assertThat(new Rate(flagged, rows.size()).clopperPearson(0.998).low()).isLessThan(0.01);
    assertThat((double) flagged / rows.size()).isLessThan(0.01);
  }

  @Test
  void itsRulesGoToGreatExpectationsAndBack(@TempDir Path folder) throws IOException {
    Path suite = folder.resolve("suite.json");
    Ran.slipway(
        "expectations", "export", FlightDelay.packageFolder().toString(), "-o", suite.toString());

    JsonNode written = Json.mapper().readTree(Files.readString(suite));
    assertThat(written.path("name").asString()).isEqualTo("flight-delay");
    assertThat(written.path("expectations").size()).isGreaterThan(4);
    Ran imported = Ran.slipway("expectations", "import", suite.toString(), "--json");
    assertThat(imported.json().at("/features/distance").has("max")).isTrue();
    assertThat(imported.err())
        .contains("left out: expect_column_values_to_be_between of 'distance'");
    assertThat(
            Ran.slipway("expectations", "import", folder.resolve("no.json").toString()).exitCode())
        .isEqualTo(3);
  }
}
