package dev.slipway.serving.sink;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where events are sent.
public sealed interface SinkTarget {
  /// @param uri takes events by POST
  record Http(URI uri) implements SinkTarget {
    @Override
    public String name() {
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return "%s://%s%s%s".formatted(uri.getScheme(), uri.getHost(), port, uri.getRawPath());
    }
  }

  /// @param servers such as `broker-1:9092,broker-2:9092`
  record Kafka(String servers, String topic) implements SinkTarget {
    @Override
    public String name() {
      return "kafka://%s/%s".formatted(servers, topic);
    }
  }

  /// The address without what may be secret in it: for metrics, messages and the sink's place in the log.
  String name();

  static SinkTarget parse(String text) {
    Matcher kafka = KafkaAddress.PATTERN.matcher(text);
    if (kafka.matches()) {
      return new Kafka(kafka.group(1), kafka.group(2));
    }
    try {
      URI uri = URI.create(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return new Http(uri);
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no sink; write https://host/path or kafka://broker:9092/topic, and what is secret into the file of --sink-config"
            .formatted(text.replaceAll("//[^/@]*@", "//…@")));
  }

  /// How a topic is written.
  final class KafkaAddress {
    private static final Pattern PATTERN =
        Pattern.compile(
            "kafka://([^/,@\\s]+:\\d{1,5}(?:,[^/,@\\s]+:\\d{1,5})*)/([a-zA-Z0-9._-]{1,249})");

    private KafkaAddress() {}
  }
}
