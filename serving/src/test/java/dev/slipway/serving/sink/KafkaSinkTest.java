package dev.slipway.serving.sink;

import static dev.slipway.serving.sink.Predicted.append;
import static dev.slipway.serving.sink.Predicted.await;
import static dev.slipway.serving.sink.Predicted.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A sink to a real Kafka broker, read with Kafka's own consumer.
@Tag("slow")
final class KafkaSinkTest {
  @TempDir private Path temp;
  private final InMemoryPredictionLog log = new InMemoryPredictionLog();

  @Test
  void everyPredictionArrivesInOrderInEitherModeAndAlsoWhenTheBrokerComesLate() throws Exception {
    int port = KafkaBroker.freePort();
    Map<String, String> impatient = Map.of("max.block.ms", "1000");
    try (PredictionSink binary = open(port, "binary", Optional.empty(), impatient);
        PredictionSink structured =
            open(port, "structured", Optional.of(SinkSettings.Mode.STRUCTURED), impatient)) {
      append(log, 0, 10);
      await("the broker is missed", () -> binary.retries() > 0);
      try (KafkaBroker broker = KafkaBroker.start(temp, port)) {
        append(log, 10, 900);
        log.append(Predicted.record("large", "x".repeat(200_000)));
        append(log, 900, 1_000);
        await("all sent", () -> binary.sent() == 1_000 && structured.sent() == 1_000);
        assertThat(binary.rejected()).as("larger than the broker takes").isEqualTo(1);

        List<ConsumerRecord<String, byte[]>> read = readAll(broker, "binary", 1_000);
        assertThat(read.stream().map(ConsumerRecord::key).distinct().toList())
            .isEqualTo(named(0, 1_000));
        Map<String, String> headers = headers(read.getFirst());
        assertThat(headers)
            .containsEntry("ce_specversion", "1.0")
            .containsEntry("ce_id", "p0")
            .containsEntry("ce_type", "dev.slipway.prediction.v1")
            .containsEntry("ce_source", "/production/endpoints/fl%C3%BCge/versions/eta/2")
            .containsEntry("ce_subject", "flüge")
            .containsEntry("ce_time", "2026-03-01T10:00:00Z")
            .containsEntry("content-type", "application/json");
        assertThat(json(read.getFirst()).at("/inputs/origin").asString()).isEqualTo("JFK");
        assertThat(read.getFirst().timestamp()).isEqualTo(Predicted.AT.toEpochMilli());

        ConsumerRecord<String, byte[]> whole = readAll(broker, "structured", 1_000).getLast();
        assertThat(headers(whole))
            .isEqualTo(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
        assertThat(json(whole).path("id").asString()).isEqualTo("p999");
        assertThat(json(whole).at("/data/prediction").asDouble()).isEqualTo(41.5);
      }
    }
  }

  private PredictionSink open(
      int port, String topic, Optional<SinkSettings.Mode> mode, Map<String, String> config) {
    String target = "kafka://127.0.0.1:%d/%s".formatted(port, topic);
    return PredictionSink.open(SinkSettings.of(target, mode, config), log, Predicted.events());
  }

  private static List<ConsumerRecord<String, byte[]>> readAll(
      KafkaBroker broker, String topic, int count) {
    List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "group.id",
            "reader-of-" + topic,
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      await(
          count + " records of " + topic,
          () -> {
            consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            return read.stream().map(ConsumerRecord::key).distinct().count() >= count;
          });
    }
    return read;
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> read) {
    return StreamSupport.stream(read.headers().spliterator(), false)
        .collect(
            java.util.stream.Collectors.toMap(
                Header::key, header -> new String(header.value(), StandardCharsets.UTF_8)));
  }

  private static JsonNode json(ConsumerRecord<String, byte[]> read) {
    return Json.read(read.value(), JsonNode.class, "an event");
  }
}
