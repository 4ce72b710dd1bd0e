package dev.slipway.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// What libraries and loops log: warnings and errors, one line each, on standard error. SLIPWAY_LOG sets
/// another level (`INFO`, `FINE`); Kafka's client, which repeats itself while a broker is away, is heard only
/// then. `-Djava.util.logging.config.file` replaces it all.
final class Logging {
  private Logging() {}

  static void configure() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    String level = System.getenv().getOrDefault("SLIPWAY_LOG", "WARNING");
    String settings =
        """
        handlers=java.util.logging.ConsoleHandler
        .level=%s
        org.apache.kafka.level=%s
        java.util.logging.ConsoleHandler.level=ALL
        java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format=%%1$tFT%%1$tT %%4$s %%3$s: %%5$s%%6$s%%n
        """
            .formatted(level, level.equals("WARNING") ? "SEVERE" : level);
    try {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException("the log settings cannot be read", e);
    }
  }
}
