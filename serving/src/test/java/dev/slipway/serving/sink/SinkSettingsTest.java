package dev.slipway.serving.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SinkSettingsTest {
  @Test
  void anAddressIsOneOfHttpOrOfATopic() {
    assertThat(SinkTarget.parse("https://host/a?key=b"))
        .isEqualTo(new SinkTarget.Http(URI.create("https://host/a?key=b")));
    assertThat(SinkTarget.parse("https://host:8443/a?key=b").name())
        .as("without what may be secret")
        .isEqualTo("https://host:8443/a");
    assertThat(SinkTarget.parse("kafka://a:9092,b:9093/pre.dic-tions"))
        .isEqualTo(new SinkTarget.Kafka("a:9092,b:9093", "pre.dic-tions"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "ftp://host/a",
        "http:///a",
        "http://user:pw@host/a",
        "http://ho st/a",
        "kafka://a/topic",
        "kafka://a:9092",
        "kafka://a:9092/",
        "kafka://a:9092/to/pic",
        "kafka://:1/x y"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> SinkTarget.parse(text))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("kafka://broker:9092/topic")
        .hasMessageNotContaining("pw");
  }

  @Test
  void headersAreForHttpAndTheRestIsForTheProducer() {
    Map<String, String> config = Map.of("header.Authorization", "Bearer x", "acks", "1");
    SinkSettings settings = SinkSettings.of("http://host/a", Optional.empty(), config);
    assertThat(settings.headers()).isEqualTo(Map.of("Authorization", "Bearer x"));
    assertThat(settings.producer()).isEqualTo(Map.of("acks", "1"));
    assertThat(settings.mode()).isEqualTo(SinkSettings.Mode.BATCH);
    assertThat(SinkSettings.of("kafka://a:1/t", Optional.empty(), Map.of()).mode())
        .isEqualTo(SinkSettings.Mode.BINARY);
  }

  @Test
  void whatCannotWorkIsRefusedBeforeTheServerStarts() {
    assertRefused("kafka://a:1/t", Optional.of(SinkSettings.Mode.BATCH), Map.of(), "no batches");
    assertRefused("kafka://a:1/t", Optional.empty(), Map.of("acks", "some"), "acks");
    assertRefused("http://a/t", Optional.empty(), Map.of("header.a b", "x"), "header");
    assertRefused("http://a/t", Optional.empty(), Map.of("header.Host", "x"), "header");
  }

  private static void assertRefused(
      String target, Optional<SinkSettings.Mode> mode, Map<String, String> config, String why) {
    assertThatThrownBy(() ->
            PredictionSink.open(
                SinkSettings.of(target, mode, config),
                new InMemoryPredictionLog(),
                Predicted.events()))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining(why);
  }
}
