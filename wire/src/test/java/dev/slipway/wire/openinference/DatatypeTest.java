package dev.slipway.wire.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Elements are read as numpy reads them.
class DatatypeTest {
  private record Line(Datatype type, byte[] bytes, List<Double> values) {}

  @Test
  void everyTypeReadsWhatNumpyWrote() throws IOException {
    Set<Datatype> seen = EnumSet.noneOf(Datatype.class);
    for (Line line : lines()) {
      seen.add(line.type);
      assertThat(line.bytes).hasSize(line.values.size() * line.type.size());
      for (int e = 0; e < line.values.size(); e++) {
        assertThat(line.type.read(line.bytes, e * line.type.size()))
            .as("element %d of %s", e, line.type)
            .isEqualTo(line.values.get(e));
      }
    }
    assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(Datatype.BYTES)));
  }

  @Test
  void aNumberInTextMustBeOneOfItsType() {
    assertThat(Datatype.UINT8.holds(255)).isTrue();
    assertThat(Datatype.UINT8.holds(256)).isFalse();
    assertThat(Datatype.UINT8.holds(-1)).isFalse();
    assertThat(Datatype.INT8.holds(-128)).isTrue();
    assertThat(Datatype.INT64.holds(1.5)).isFalse();
    assertThat(Datatype.BOOL.holds(2)).isFalse();
    assertThat(Datatype.FP16.holds(Double.NaN)).isTrue();
  }

  private static List<Line> lines() throws IOException {
    try (InputStream in = DatatypeTest.class.getResourceAsStream("numpy-tensors.tsv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells ->
              new Line(
                  Datatype.valueOf(cells[0]),
                  HexFormat.of().parseHex(cells[1]),
                  List.of(cells[2].split(" ")).stream().map(DatatypeTest::number).toList()))
          .toList();
    }
  }

  private static double number(String python) {
    return switch (python) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(python);
    };
  }
}
