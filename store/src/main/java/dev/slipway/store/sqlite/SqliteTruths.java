package dev.slipway.store.sqlite;

import dev.slipway.core.prediction.Feedback;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The truths of predictions, by prediction id, in a file of their own, so that a flood of feedback does not
/// hold up releases. Thread-safe.
public final class SqliteTruths implements AutoCloseable {
  private static final int BATCH = 500;

  private final Database database;

  private SqliteTruths(Database database) {
    this.database = database;
  }

  public static SqliteTruths open(Path file) {
    return new SqliteTruths(Database.open(file, "truths"));
  }

  /// Stores all of them in one commit, or none. Of two truths for a prediction the one with the later time
  /// counts, of the same time the one told last.
  public void store(List<Feedback> feedback) {
    database.write(handle -> {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into truths (prediction_id, label, at) values (:id, :label, :at)
              on conflict (prediction_id) do update set label = excluded.label, at = excluded.at
              where excluded.at >= truths.at
              """);
      for (Feedback truth : feedback) {
        batch
            .bind("id", truth.predictionId())
            .bind("label", truth.label())
            .bind("at", Database.nanos(truth.at()))
            .add();
      }
      return batch.execute().length;
    });
  }

  /// The labels that are known of these predictions.
  public Map<String, String> labels(List<String> predictionIds) {
    Map<String, String> labels = new HashMap<>();
    for (int from = 0; from < predictionIds.size(); from += BATCH) {
      List<String> ids = predictionIds.subList(from, Math.min(from + BATCH, predictionIds.size()));
      database
          .read(handle ->
              handle
                  .createQuery(
                      "select prediction_id, label from truths where prediction_id in (<ids>)")
                  .bindList("ids", ids)
                  .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                  .list())
          .forEach(label -> labels.put(label.getKey(), label.getValue()));
    }
    return labels;
  }

  /// Forgets truths that were told before a time.
  public void removeBefore(Instant at) {
    database.write(handle ->
        handle
            .createUpdate("delete from truths where at < :at")
            .bind("at", Database.nanos(at))
            .execute());
  }

  @Override
  public void close() {
    database.close();
  }
}
