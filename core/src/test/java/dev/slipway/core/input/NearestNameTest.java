package dev.slipway.core.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private final List<String> valid = List.of("distance", "origin", "destination", "hour");

  @Test
  void aSlipOfTheKeyboardIsRecognised() {
    assertThat(NearestName.among(valid, "distnace")).contains("distance");
    assertThat(NearestName.among(valid, "Origin")).contains("origin");
    assertThat(NearestName.among(valid, "hours")).contains("hour");
  }

  @Test
  void somethingElseIsNot() {
    assertThat(NearestName.among(valid, "carrier")).isEmpty();
    assertThat(NearestName.among(List.of(), "x")).isEmpty();
  }
}
