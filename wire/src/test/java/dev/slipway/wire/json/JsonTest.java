package dev.slipway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void signatureKeepsTheKindOfItsOutput() {
    Signature signature =
        new Signature(
            List.of(Field.required("distance", ColumnType.INTEGER)),
            new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));

    String json = Json.write(signature);

    assertThat(json).contains("\"type\":\"Probabilities\"");
    assertThat(Json.read(json, Signature.class, "signature")).isEqualTo(signature);
  }

  @Test
  void planAndVersionComeBackAsTheyWere() {
    ReleasePlan plan =
        new ReleasePlan(
            ReleasePlan.Strategy.CANARY,
            List.of(500, 5000),
            100,
            Duration.ofMinutes(5),
            List.of(new Guardrail.ErrorRate(1.1, 0.01), new Guardrail.Loss(0.02, 0.01)));
    ModelVersion version =
        new ModelVersion(
            new VersionId("m", 1),
            Digest.of("x"),
            "ada",
            Instant.parse("2026-01-02T03:04:05Z"),
            Optional.empty(),
            Optional.empty(),
            new TreeSet<>(List.of("champion")),
            Map.of("a", "b"));

    assertThat(Json.read(Json.write(plan), ReleasePlan.class, "plan")).isEqualTo(plan);
    assertThat(Json.read(Json.write(version), ModelVersion.class, "version")).isEqualTo(version);
    assertThat(Json.write(version))
        .contains("\"id\":\"m:1\"")
        .contains("\"registered_at\":\"2026-01-02T03:04:05Z\"")
        .doesNotContain("approval");
  }

  @Test
  void tableTellsNullFromNaN() {
    Table table =
        new Table(
            new Schema(
                List.of(new Column("x", ColumnType.DECIMAL), new Column("s", ColumnType.STRING))),
            3,
            List.of(new double[] {0.1, Table.NULL, Double.NaN}, new String[] {"a", null, ""}));

    GoldenRows back =
        Json.read(
            Json.write(GoldenRows.of(table, new double[] {1, 2, 3}, 0)),
            GoldenRows.class,
            "golden");

    assertThat(Table.isNull(back.rows().numbers("x")[1])).isTrue();
    assertThat(Table.isNull(back.rows().numbers("x")[2])).isFalse();
    assertThat(back.rows().numbers("x")[2]).isNaN();
    assertThat(back.rows().texts("s")).containsExactly("a", null, "");
  }

  @Test
  void aSignatureFromBeforeThereWereDeclarationsIsReadAndWrittenAsItWas() {
    String before =
        "{\"inputs\":[{\"name\":\"miles\",\"type\":\"INTEGER\",\"required\":true}],\"output\":{\"type\":\"Values\",\"names\":[\"y\"]}}";

    Signature read = Json.read(before, Signature.class, "signature.json");

    assertThat(read.inputs()).containsExactly(Field.required("miles", ColumnType.INTEGER));
    assertThat(Json.write(read)).isEqualTo(before);
  }

  @Test
  void whatAProjectDeclaresComesBackWithTheSignature() {
    Declared declared =
        new Declared(
            List.of(
                new Limit.Min(-0.5),
                new Limit.Max(9),
                new Limit.Numbers(List.of(1.0)),
                new Limit.Texts(List.of("a")),
                new Limit.MaxLength(3),
                new Limit.Pattern("^a")),
            Optional.of(true),
            Map.of(Rule.RANGE, Treatment.IGNORE));
    Signature signature =
        new Signature(
            List.of(new Field("x", ColumnType.DECIMAL, true, Optional.of(declared))),
            new Output.Values(List.of("y")));
    String written = Json.write(signature);

    assertThat(Json.read(written, Signature.class, "signature")).isEqualTo(signature);
    assertThatThrownBy(() -> Json.read(written.replace("^a", "("), Signature.class, "signature"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("no regular expression");
    assertThatThrownBy(() -> Json.read(written.replace("-0.5", "\"NaN\""), Signature.class, "it"))
        .isInstanceOf(SlipwayException.class);
  }

  @Test
  void wrongTextIsOneClearError() {
    assertThatThrownBy(() -> Json.read("{", Signature.class, "signature.json"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("signature.json cannot be read");
  }
}
