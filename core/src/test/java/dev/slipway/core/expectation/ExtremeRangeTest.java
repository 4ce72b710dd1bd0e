package dev.slipway.core.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtremeRangeTest {
  /// Of 1 to 2,000 the quartiles are 500 and 1,500, the tails 2 and 1,999, the median 1,000. Ten quartile
  /// ranges beyond the tails are -9,998 and 11,999; the bins, a 64th of the values wide, add at most 2 × 32
  /// values to each. Three times as far from the median as any value are only -2,000 and 4,000.
  @Test
  void isTenQuartileRangesBeyondTheTails() {
    ValueRule rule = refusing(Optional.empty(), evenly(2_000)).getFirst();

    assertThat(rule.rule()).isEqualTo(Rule.EXTREME);
    assertThat(rule.brokenBy(11_998)).isFalse();
    assertThat(rule.brokenBy(-9_997)).isFalse();
    assertThat(rule.brokenBy(11_999 + 640)).isTrue();
    assertThat(rule.brokenBy(-9_998 - 640)).isTrue();
    assertThat(rule.message())
        .startsWith("is far beyond the 1 to 2000 of 2,000 training values;")
        .contains("declare 'x' with a 'min' or 'max'")
        .contains("slipway.yaml");
  }

  /// Log-normal with a deviation of 3: the greatest of 5,000 is thousands of quartile ranges out.
  @Test
  void isThreeTimesAsFarAsAnyTrainingValueWhereTailsAreHeavy() {
    Random random = new Random(5);
    double[] values = random.doubles(5_000).map(_ -> Math.exp(3 * random.nextGaussian())).toArray();
    double max = Arrays.stream(values).max().orElseThrow();
    double[] sorted = Arrays.stream(values).sorted().toArray();
    double spread = sorted[3_750] - sorted[1_250];

    ValueRule rule = refusing(Optional.empty(), values).getFirst();

    assertThat(sorted[4_995] + 10 * spread).isLessThan(max);
    assertThat(rule.brokenBy(2.9 * max)).isFalse();
    assertThat(rule.brokenBy(3.1 * max)).isTrue();
  }

  @Test
  void needsAThousandValuesThatAreNotMostlyOne() {
    double[] mostlyZero = new double[2_000];
    Arrays.setAll(mostlyZero, i -> i < 1_600 ? 0 : i % 2 == 0 ? i : -i);

    assertThat(refusing(Optional.empty(), evenly(999))).isEmpty();
    assertThat(refusing(Optional.empty(), evenly(1_000))).hasSize(1);
    assertThat(refusing(Optional.empty(), mostlyZero)).isEmpty();
  }

  @Test
  void aDeclaredEndCountsInItsPlaceOnThatSide() {
    List<ValueRule> rules =
        refusing(Optional.of(declared(Map.of(), new Limit.Max(1e9))), evenly(2_000));

    assertThat(rules).extracting(ValueRule::rule).containsExactly(Rule.MAX, Rule.EXTREME);
    assertThat(rules).noneMatch(rule -> rule.brokenBy(1e9));
    assertThat(rules).anyMatch(rule -> rule.brokenBy(-1e9));
    assertThat(
            refusing(
                Optional.of(declared(Map.of(), new Limit.Max(1e9), new Limit.Min(0))),
                evenly(2_000)))
        .extracting(ValueRule::rule)
        .containsExactly(Rule.MAX, Rule.MIN);
  }

  @Test
  void theProjectMayFlagOrIgnoreIt() {
    assertThat(
            rules(Optional.of(declared(Map.of(Rule.EXTREME, Treatment.FLAG))), evenly(2_000))
                .flagging())
        .extracting(ValueRule::rule)
        .containsExactly(Rule.RANGE, Rule.EXTREME);
    assertThat(
            rules(
                    Optional.of(
                        declared(
                            Map.of(Rule.EXTREME, Treatment.IGNORE, Rule.RANGE, Treatment.REFUSE))),
                    evenly(2_000))
                .refusing())
        .extracting(ValueRule::rule)
        .containsExactly(Rule.RANGE);
  }

  private static Declared declared(Map<Rule, Treatment> treatments, Limit... limits) {
    return new Declared(List.of(limits), Optional.empty(), treatments);
  }

  private static double[] evenly(int values) {
    double[] cells = new double[values];
    Arrays.setAll(cells, i -> i + 1);
    return cells;
  }

  private static List<ValueRule> refusing(Optional<Declared> declared, double[] training) {
    return rules(declared, training).refusing();
  }

  private static FieldRules rules(Optional<Declared> declared, double[] training) {
    Signature signature =
        new Signature(
            List.of(new Field("x", ColumnType.DECIMAL, true, declared)),
            new Output.Values(List.of("y")));
    Profiler profiler = Profiler.training(signature.inputSchema());
    profiler.add(new Table(signature.inputSchema(), training.length, List.of((Object) training)));
    return FieldRules.of(signature, Optional.of(profiler.profile())).getFirst();
  }
}
