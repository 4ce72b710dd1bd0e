package dev.slipway.serving.sink;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Produces events as the Kafka binding of CloudEvents says, with the event's id as the key.
///
/// Brokers acknowledge each record in all replicas unless the configuration says otherwise. A record that is too
/// large is left out; all other errors are tried again, with a new producer where the old one may be unusable.
final class KafkaSender implements EventSender {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String topic;
  private final SinkSettings.Mode mode;
  private final Properties properties = new Properties();
  private @Nullable KafkaProducer<String, byte[]> producer;

  KafkaSender(SinkTarget.Kafka target, SinkSettings settings) {
    this.topic = target.topic();
    this.mode = settings.mode();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "slipway");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
    properties.putAll(settings.producer());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.servers());
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    try {
      new ProducerConfig(properties);
    } catch (ConfigException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the sink's configuration is none for Kafka's producer: " + e.getMessage(),
          e);
    }
  }

  @Override
  public Delivery send(List<CloudEvent> events) throws InterruptedException {
    try {
      KafkaProducer<String, byte[]> to = producer();
      // Asked first, so that a broker that is away is waited for once, not for every event.
      to.partitionsFor(topic);
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (CloudEvent event : events) {
        sent.add(to.send(record(event)));
      }
      to.flush();
      int rejected = 0;
      String why = "";
      for (Future<RecordMetadata> each : sent) {
        try {
          each.get();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          if (!isForever(cause)) {
            return later(cause);
          }
          rejected++;
          why = String.valueOf(cause.getMessage());
        }
      }
      return new Delivery.Done(rejected, why);
    } catch (InterruptException _) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (KafkaException | IllegalStateException e) {
      return later(e);
    }
  }

  private static boolean isForever(Throwable cause) {
    return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
  }

  private Delivery later(Throwable cause) {
    if (!(cause instanceof RetriableException)) {
      close();
    }
    return new Delivery.Later(
        "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage()), 0);
  }

  private KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> open = producer;
    if (open == null) {
      open = new KafkaProducer<>(properties);
      producer = open;
    }
    return open;
  }

  private ProducerRecord<String, byte[]> record(CloudEvent event) {
    boolean structured = mode == SinkSettings.Mode.STRUCTURED;
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            event.time().toEpochMilli(),
            event.id(),
            structured ? event.structured() : event.data());
    Headers headers = record.headers();
    headers.add("content-type", utf8(structured ? CloudEvent.STRUCTURED : CloudEvent.DATA_TYPE));
    if (!structured) {
      event.attributes().forEach((name, text) -> headers.add("ce_" + name, utf8(text)));
    }
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    KafkaProducer<String, byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(PATIENCE);
    }
  }
}
