package dev.slipway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
  @Test
  void anyTextReadsBackAsItWas() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(40); c > 0; c--) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x20);
              case 1 -> random.nextInt(0x80);
              case 2 -> 0x80 + random.nextInt(0xd780);
              default -> 0x10000 + random.nextInt(0xfffff);
            });
      }

      String json = new JsonBuffer().string(text.toString()).toString();

      assertThat(Json.mapper().readValue(json, String.class)).isEqualTo(text.toString());
    }
  }

  @Test
  void halfASurrogatePairIsReplacedSoThatTheReplyIsValid() {
    assertThat(new JsonBuffer().string("a\ud800b").toString()).isEqualTo("\"a?b\"");
  }

  @Test
  void anyFiniteNumberReadsBackAsTheSameBits() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        String json = new JsonBuffer().number(number).toString();
        assertThat(Json.mapper().readTree(json).asDouble()).isEqualTo(number);
      }
    }
    assertThat(new JsonBuffer().number(-0.0).raw(',').number(3.0).toString()).isEqualTo("-0.0,3.0");
    assertThat(new JsonBuffer().number(Double.NaN).toString()).isEqualTo("null");
  }

  @Test
  void aNumberOfFewDecimalsIsWrittenAsJavaWritesIt() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      int decimals = random.nextInt(8);
      double number =
          Double.parseDouble(
              random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L) + "e-" + (decimals + 5));
      for (double near : new double[] {number, Math.nextUp(number), number / 3}) {
        if (near != Math.rint(near)) {
          assertThat(new JsonBuffer().number(near).toString()).isEqualTo(Double.toString(near));
        }
      }
    }
    for (double edge : new double[] {0.001, 0.0001, 0.5, 9_999_999.999999, 10_000_000.5, 1e-6}) {
      assertThat(new JsonBuffer().number(edge).toString()).isEqualTo(Double.toString(edge));
      assertThat(new JsonBuffer().number(-edge).toString()).isEqualTo(Double.toString(-edge));
    }
  }
}
