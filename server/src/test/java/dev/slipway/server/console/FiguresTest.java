package dev.slipway.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void numbersHaveAsManyDigitsAsPeopleUse() {
    assertThat(Figures.number(0.75213)).isEqualTo("0.7521");
    assertThat(Figures.number(12.4831)).isEqualTo("12.48");
    assertThat(Figures.number(5210)).isEqualTo("5,210");
    assertThat(Figures.number(1234.56)).isEqualTo("1,235");
    assertThat(Figures.number(0.0000123)).isEqualTo("1.23e-05");
    assertThat(Figures.number(Double.NaN)).isEqualTo("–");
  }

  @Test
  void unitsFollowTheSize() {
    assertThat(Figures.latency(655_360)).isEqualTo("655\u202fµs");
    assertThat(Figures.latency(1_420_000)).isEqualTo("1.4\u202fms");
    assertThat(Figures.latency(48_000_000)).isEqualTo("48\u202fms");
    assertThat(Figures.latency(3_400_000_000.0)).isEqualTo("3.4\u202fs");
    assertThat(Figures.bytes(999)).isEqualTo("999\u202fB");
    assertThat(Figures.bytes(312_004)).isEqualTo("312\u202fkB");
    assertThat(Figures.bytes(1_200_000)).isEqualTo("1.2\u202fMB");
  }

  @Test
  void sharesKeepWhatIsSmall() {
    assertThat(Figures.percent(0.25)).isEqualTo("25\u202f%");
    assertThat(Figures.percent(0.0004)).isEqualTo("0.04\u202f%");
    assertThat(Figures.percent(0.123)).isEqualTo("12.3\u202f%");
    assertThat(Figures.signedPercent(-0.012)).isEqualTo("−1.2\u202f%");
  }

  @Test
  void agesAreTheLargestUnit() {
    Instant now = Instant.parse("2026-03-14T10:00:00Z");
    assertThat(Figures.age(now.minusSeconds(3), now)).isEqualTo("now");
    assertThat(Figures.age(now.minusSeconds(59), now)).isEqualTo("59\u202fs ago");
    assertThat(Figures.age(now.minus(Duration.ofMinutes(61)), now)).isEqualTo("1\u202fh ago");
    assertThat(Figures.age(now.minus(Duration.ofHours(47)), now)).isEqualTo("47\u202fh ago");
    assertThat(Figures.age(now.minus(Duration.ofHours(49)), now)).isEqualTo("2\u202fd ago");
    assertThat(Figures.age(now.plusSeconds(30), now)).isEqualTo("now");
  }
}
