package dev.slipway.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values: scipy 1.10 `ncx2.sf(x, df, ncp)`, `chi2.sf(x, df)`.
class NoncentralChiSquareTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 0.5227501319481791",
    "15.507, 8, 0, 0.05000521928328078",
    "20, 9, 10, 0.4024998915044578",
    "120, 9, 50, 0.0002995661927650638",
    "300, 9, 100, 1.1074524507567728e-12",
    "50, 9, 100, 0.9996675863267369",
    "1100, 9, 1000, 0.07781088523074568",
    "1400, 9, 1000, 6.828502982412028e-09",
    "101000, 19, 100000, 0.06071300094197639",
    "0.5, 3, 20, 0.999991226805196"
  })
  void survival(double x, double df, double ncp, double expected) {
    assertThat(NoncentralChiSquare.survival(x, df, ncp))
        .isCloseTo(expected, withinPercentage(1e-7));
  }

  @Test
  void farTailsEndInZeroAndOne() {
    assertThat(NoncentralChiSquare.survival(0, 3, 5)).isEqualTo(1);
    assertThat(NoncentralChiSquare.survival(1e7, 9, 10)).isZero();
    assertThat(NoncentralChiSquare.survival(1, 9, 1e5)).isEqualTo(1);
  }

  @Test
  void parametersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> NoncentralChiSquare.survival(1, 0, 1)).hasMessageContaining("df 0.0");
  }
}
