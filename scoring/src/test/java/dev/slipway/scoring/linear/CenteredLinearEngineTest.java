package dev.slipway.scoring.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CenteredLinearEngineTest {
  /// Numbers far from zero and close together, as moments are: what a product of weight and center would
  /// lose shows here. Compared with decimal arithmetic of 50 digits.
  @Test
  void aColumnFarFromZeroKeepsItsDigits() {
    Random random = new Random(1);
    int inputs = 7;
    double[][] weights = {random.doubles(inputs, 0.5, 1).toArray()};
    double[] center = random.doubles(inputs, 1.7e12, 1.8e12).toArray();
    double[] divisor = random.doubles(inputs, 0.1, 10).toArray();
    Engine engine =
        new LinearEngine(weights, new double[] {3}).behindScaler(center, divisor).orElseThrow();
    double[] row = new double[inputs];
    double[] out = new double[1];
    for (int r = 0; r < 200; r++) {
      MathContext digits = new MathContext(50);
      BigDecimal expected = BigDecimal.valueOf(3);
      for (int i = 0; i < inputs; i++) {
        row[i] = center[i] + random.nextDouble() * divisor[i] * 3;
        expected =
            expected.add(
                new BigDecimal(row[i])
                    .subtract(new BigDecimal(center[i]))
                    .divide(new BigDecimal(divisor[i]), digits)
                    .multiply(new BigDecimal(weights[0][i])));
      }
      engine.score(row, 1, out);
      assertThat(out[0]).isCloseTo(expected.doubleValue(), within(1e-12 * expected.doubleValue()));
    }
  }

  @Test
  void aLinkStaysBehindTheScaledSum() {
    Engine plain =
        new LinearEngine(new double[][] {{2}}, new double[] {1}).then(DoubleLink.BINARY_LOGISTIC);
    Engine scaled = plain.behindScaler(new double[] {10}, new double[] {4}).orElseThrow();
    double[] expected = new double[6];
    double[] out = new double[6];
    plain.score(new double[] {-2, 0.5, 0}, 3, expected);
    scaled.score(new double[] {2, 12, 10}, 3, out);
    assertThat(out).containsExactly(expected);
  }

  @Test
  void aWeightThatWouldVanishOrOverflowIsNotScaled() {
    LinearEngine engine = new LinearEngine(new double[][] {{1e-200, 1e200}}, new double[] {0});
    assertThat(engine.behindScaler(new double[2], new double[] {1e200, 1})).isEmpty();
    assertThat(engine.behindScaler(new double[2], new double[] {1, 1e-200})).isEmpty();
    assertThat(engine.behindScaler(new double[2], new double[] {1, 1})).isPresent();
  }
}
