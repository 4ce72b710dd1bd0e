package dev.slipway.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatchers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compared with what Helidon's own matcher makes of the same pattern.
class EndpointPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/predict/m",
        "/predict/flight-delay",
        "/predict/m/",
        "/predict/",
        "/predict",
        "/predicts/m",
        "/other/m",
        "/predict/a%2Fb",
        "/predict/m;v=1",
        "/predict/a%20b",
        "/predict//m",
        "/predict/m/x",
        "/predict/./m",
        "/predict/a/../m",
        "/predict/%C3%A4"
      })
  void matchesWhatThePatternMatches(String path) {
    UriPath asked = UriPath.create(path);
    PathMatchers.MatchResult pattern = PathMatchers.create("/predict/{endpoint}").match(asked);

    PathMatchers.MatchResult result = new EndpointPath().match(asked);

    assertThat(result.accepted()).isEqualTo(pattern.accepted());
    if (result.accepted()) {
      assertThat(EndpointPath.endpoint(result.path()))
          .isEqualTo(pattern.path().pathParameters().get("endpoint"));
    }
  }
}
