package dev.slipway.app.traffic;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Sends the rows of a table to an endpoint, one request a row, in order, over a few connections, and
/// tells the server the truth about each answer soon after, as a system that learns how flights ended
/// would. A table is replayed from where the last call stopped.
public final class Replay {
  private static final int CALLERS = 6;
  private static final int FEEDBACK_BATCH = 200;

  private final URI predict;
  private final URI feedback;
  private final Table rows;
  private final String truth;
  private final AtomicInteger next = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param truth the column that is not sent but told afterwards
  public Replay(URI server, String endpoint, Table rows, String truth) {
    this.predict = server.resolve("/predict/" + endpoint);
    this.feedback = server.resolve("/api/v1/feedback");
    this.rows = rows;
    this.truth = truth;
  }

  public int remaining() {
    return rows.rows() - Math.min(next.get(), rows.rows());
  }

  /// Sends at most `limit` rows, fewer when `stop` says so or the table ends.
  ///
  /// @param perSecond the greatest rate: callers in life do not come all at once, and decisions take a moment
  /// @param progress told the number of requests done since it was last called
  public Answered send(int limit, int perSecond, BooleanSupplier stop, IntConsumer progress) {
    int begin = next.get();
    int end = (int) Math.min(rows.rows(), (long) begin + limit);
    long started = System.nanoTime();
    long[] nanos = new long[end - begin];
    AtomicInteger done = new AtomicInteger();
    Map<String, Integer> versions = new ConcurrentHashMap<>();
    Map<String, Integer> failures = new ConcurrentHashMap<>();
    List<Thread> callers = new ArrayList<>();
    for (int c = 0; c < CALLERS; c++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                List<Feedback> learned = new ArrayList<>();
                while (!stop.getAsBoolean()) {
                  int row = next.getAndUpdate(n -> Math.min(n + 1, end));
                  if (row >= end) {
                    break;
                  }
                  LockSupport.parkNanos(
                      started + (row - begin) * 1_000_000_000L / perSecond - System.nanoTime());
                  nanos[done.getAndIncrement()] = call(row, versions, failures, learned);
                  progress.accept(1);
                  if (learned.size() >= FEEDBACK_BATCH) {
                    tell(learned);
                  }
                }
                tell(learned);
              }));
    }
    for (Thread caller : callers) {
      join(caller);
    }
    return new Answered(done.get(), versions, failures, Arrays.copyOf(nanos, done.get()));
  }

  private long call(
      int row,
      Map<String, Integer> versions,
      Map<String, Integer> failures,
      List<Feedback> learned) {
    long start = System.nanoTime();
    String version = "none";
    boolean answered = false;
    try {
      HttpResponse<String> response = http.send(request(row), HttpResponse.BodyHandlers.ofString());
      version = response.headers().firstValue("Slipway-Model-Version").orElse("none");
      if (response.statusCode() == 200) {
        JsonNode prediction = Json.mapper().readTree(response.body()).path("predictions").path(0);
        learned.add(new Feedback(prediction.path("id").asString(), truth(row), Instant.now()));
        answered = true;
      }
    } catch (IOException | JacksonException _) {
      // Counted below: a caller only sees that no answer came.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    versions.merge(version, 1, Integer::sum);
    if (!answered) {
      failures.merge(version, 1, Integer::sum);
    }
    return System.nanoTime() - start;
  }

  private HttpRequest request(int row) {
    return HttpRequest.newBuilder(predict)
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body(row)))
        .build();
  }

  /// The row as a caller writes it by hand: one JSON object of named features.
  public String body(int row) {
    Map<String, Object> features = new LinkedHashMap<>();
    for (int c = 0; c < rows.schema().size(); c++) {
      Column column = rows.schema().columns().get(c);
      if (!column.name().equals(truth)) {
        cell(c, column.type(), row, features);
      }
    }
    return Json.write(features);
  }

  private void cell(int column, ColumnType type, int row, Map<String, Object> features) {
    String name = rows.schema().columns().get(column).name();
    if (type == ColumnType.STRING) {
      String text = rows.texts(column)[row];
      if (text != null) {
        features.put(name, text);
      }
      return;
    }
    double number = rows.numbers(column)[row];
    if (Double.isNaN(number)) {
      return;
    }
    switch (type) {
      case DATETIME -> features.put(name, time(number).toString());
      case BOOLEAN -> features.put(name, number == 1);
      case INTEGER -> features.put(name, (long) number);
      case DECIMAL, STRING -> features.put(name, number);
    }
  }

  private static LocalDateTime time(double epochMillis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli((long) epochMillis), ZoneOffset.UTC);
  }

  private String truth(int row) {
    int column = rows.indexOf(truth);
    return rows.schema().columns().get(column).type().numeric()
        ? Json.write(rows.numbers(column)[row])
        : String.valueOf(rows.texts(column)[row]);
  }

  private void tell(List<Feedback> learned) {
    if (learned.isEmpty()) {
      return;
    }
    List<Map<String, String>> body =
        learned.stream().map(f -> Map.of("id", f.predictionId(), "label", f.label())).toList();
    learned.clear();
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(feedback)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new SlipwayException(
            ErrorCode.UNREACHABLE, "the server refused feedback: " + response.body());
      }
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.UNREACHABLE, "feedback could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
