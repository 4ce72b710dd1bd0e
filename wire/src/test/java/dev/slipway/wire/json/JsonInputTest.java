package dev.slipway.wire.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1", "{\"a\":[1", "[", "{\"a\":tru}", "{\"a\":01}"})
  void aMistakeIsToldWithItsPlaceAndWithoutTheParsersInternals(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(SlipwayException.class)
        .hasMessageStartingWith("the body is not valid JSON: ")
        .hasMessageMatching(".* \\(line 1, column \\d+\\)")
        .hasMessageNotContainingAny("Source", "Stream", "`");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 100_000})
  void aNumberOfTooManyDigitsIsToldWithTheLimit(int digits) {
    assertThatThrownBy(() -> read("[" + "1".repeat(digits) + "]"))
        .hasMessage(
            "the body is beyond what is read: Number value length (%d) exceeds the maximum allowed (400)"
                .formatted(digits));
  }

  private static int read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return JsonInput.read(
        bytes,
        bytes.length,
        in -> {
          while (in.nextToken() != null) {
            // Reads all there is.
          }
          return 0;
        });
  }
}
