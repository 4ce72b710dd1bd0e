package dev.slipway.wire.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.profile.Relation;
import dev.slipway.core.profile.Tails;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileJsonTest {
  @Test
  void whatIsReadBackHasTheSameDigest() {
    Profile profile = profile();
    Profile read = ProfileJson.read(profile.canonical());
    assertThat(read).isEqualTo(profile);
    assertThat(read.digest()).isEqualTo(profile.digest());
    assertThat(read.canonical()).isEqualTo(profile.canonical());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "[]",
        "{\"schema_version\":1,\"rows\":1,\"columns\":[{\"name\":\"x\",\"type\":\"MATRIX\"}]}",
        "{\"schema_version\":1,\"rows\":1,\"columns\":[{\"name\":\"x\",\"type\":\"INTEGER\"}]}"
      })
  void bytesThatAreNoProfileAreRefused(String json) {
    assertThatThrownBy(() -> ProfileJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_PACKAGE))
        .hasMessageContaining("rebuild the package");
  }

  /// Each is a change to a good profile that no rows can lead to.
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "\"cells\":5,\"nulls\":1>\"cells\":5,\"nulls\":-1",
        "\"cells\":5,\"nulls\":1>\"cells\":9,\"nulls\":1",
        "\"shift\":0,\"first\":0>\"shift\":99,\"first\":0",
        "\"sum\":\">\"sum\":\"1p999999999",
        "\"sum\":\">\"sum\":\"p",
        "\"ranks\":[1>\"ranks\":[9",
        "\"ranks\":[1>\"ranks\":[1,1",
        "\"low\":[>\"low\":[9e300,",
        "\"spilled\":0>\"spilled\":1",
        "\"min\":>\"min\":\"low\",\"x\":",
        "\"edges\":[>\"edges\":[9e99,8e99,"
      })
  void contradictoryProfilesAreRefused(String from, String to) {
    String good = new String(profile().canonical(), StandardCharsets.US_ASCII);
    assertThat(good).contains(from);
    byte[] bad = good.replace(from, to).getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ProfileJson.read(bad))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_PACKAGE));
  }

  @Test
  void relationsComeBackAndAProfileWithoutThemIsWrittenAsBefore() {
    Profile bare = profile();
    Profile related =
        bare.with(
            List.of(
                new Relation.Order("a", "b", 1_000),
                new Relation.Dependency("c", "d", 2_000, new TreeMap<>(Map.of("é", "\"1.0\"")))));

    assertThat(ProfileJson.read(related.canonical())).isEqualTo(related);
    assertThat(new String(bare.canonical(), StandardCharsets.US_ASCII)).doesNotContain("relations");
    byte[] wrong =
        new String(related.canonical(), StandardCharsets.US_ASCII)
            .replace("\"rows\":2000", "\"rows\":0")
            .getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ProfileJson.read(wrong)).isInstanceOf(SlipwayException.class);
  }

  @Test
  void aProfileFromBeforeThereWereTailsIsReadAndKeepsItsDigest() {
    String now = new String(profile().canonical(), StandardCharsets.US_ASCII);
    String before = now.replaceAll("\"tails\":\\{[^}]*},", "");
    assertThat(before).isNotEqualTo(now);
    Profile read = ProfileJson.read(before.getBytes(StandardCharsets.US_ASCII));
    assertThat(((NumberProfile) read.columns().getFirst()).tails()).isEqualTo(Tails.NONE);
    assertThat(new String(read.canonical(), StandardCharsets.US_ASCII)).isEqualTo(before);
  }

  @Test
  void aNewerVersionIsNamed() {
    byte[] json = "{\"schema_version\":2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ProfileJson.read(json)).hasMessageContaining("schema version 2");
  }

  private static Profile profile() {
    Schema schema =
        new Schema(
            List.of(
                new Column("x", ColumnType.DECIMAL),
                new Column("at", ColumnType.DATETIME),
                new Column("late", ColumnType.BOOLEAN),
                new Column("city", ColumnType.STRING),
                new Column("nothing", ColumnType.INTEGER)));
    Profiler profiler = Profiler.training(schema);
    profiler.add(
        new Table(
            schema,
            5,
            List.<Object>of(
                new double[] {0.1, -3e-200, 7e200, Table.NULL, Double.NaN},
                new double[] {978_307_200_000.0, 978_307_260_000.0, 9.9e11, 9.8e11, -1},
                new double[] {0, 1, 1, 1, 0},
                new String[] {"Zürich", "\ud83d\ude00 \"quoted\"\n", null, "\ud800", "Zürich"},
                new double[] {
                  Table.NULL, Table.NULL, Table.NULL, Table.NULL, Double.NEGATIVE_INFINITY
                })));
    return profiler.profile();
  }
}
