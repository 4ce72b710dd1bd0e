package dev.slipway.core.prediction;

import dev.slipway.core.recording.HashKey;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A [PredictionLog] that lives as long as the process and never drops. Thread-safe: every method holds
/// the object's lock, and a scan feeds a copy.
public final class InMemoryPredictionLog implements PredictionLog {
  private final HashKey key = new HashKey(new byte[HashKey.BYTES]);
  private final Set<String> ids = new HashSet<>();
  private final List<PredictionRecord> records = new ArrayList<>();
  private final Map<String, Feedback> truths = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();

  @Override
  public synchronized void append(PredictionRecord prediction) {
    records.add(withoutSecrets(prediction));
    ids.add(prediction.id());
  }

  private PredictionRecord withoutSecrets(PredictionRecord record) {
    if (record.inputs().stream().noneMatch(Withheld.Secret.class::isInstance)) {
      return record;
    }
    List<@Nullable Object> inputs = new ArrayList<>(record.inputs());
    inputs.replaceAll(cell -> cell instanceof Withheld.Secret secret ? key.hash(secret) : cell);
    return new PredictionRecord(
        record.id(),
        record.at(),
        record.endpoint(),
        record.environment(),
        record.version(),
        record.role(),
        inputs,
        record.scores(),
        record.nanos(),
        record.flags(),
        record.error());
  }

  @Override
  public synchronized int appendFeedback(List<Feedback> feedback) {
    int known = 0;
    for (Feedback truth : feedback) {
      truths.merge(
          truth.predictionId(), truth, (old, told) -> told.at().isBefore(old.at()) ? old : told);
      if (ids.contains(truth.predictionId())) {
        known++;
      }
    }
    return known;
  }

  @Override
  public void scan(
      String endpoint,
      Environment environment,
      Instant from,
      Instant to,
      Consumer<PredictionRecord> sink) {
    between(endpoint, environment, from, to).forEach(sink);
  }

  @Override
  public void scanOutcomes(
      String endpoint, Environment environment, Instant from, Instant to, Consumer<Outcome> sink) {
    List<Outcome> outcomes = new ArrayList<>();
    synchronized (this) {
      for (PredictionRecord record : between(endpoint, environment, from, to)) {
        Feedback truth = truths.get(record.id());
        if (truth != null) {
          outcomes.add(new Outcome(record, truth.label()));
        }
      }
    }
    outcomes.forEach(sink);
  }

  @Override
  public synchronized PredictionFeed follow(String reader) {
    readers.putIfAbsent(reader, records.size());
    return new Feed(reader);
  }

  private final class Feed implements PredictionFeed {
    private final String reader;
    private int given;

    Feed(String reader) {
      this.reader = reader;
    }

    @Override
    public List<PredictionRecord> next(int limit) {
      synchronized (InMemoryPredictionLog.this) {
        int from = position();
        given = Math.min(from + limit, records.size());
        return List.copyOf(records.subList(from, given));
      }
    }

    @Override
    public void passed() {
      synchronized (InMemoryPredictionLog.this) {
        readers.put(reader, Math.max(given, position()));
      }
    }

    /// In records, since there are no bytes.
    @Override
    public long behind() {
      synchronized (InMemoryPredictionLog.this) {
        return records.size() - position();
      }
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public void close() {}

    private int position() {
      return readers.getOrDefault(reader, 0);
    }
  }

  @Override
  public void flush() {}

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {}

  private synchronized List<PredictionRecord> between(
      String endpoint, Environment environment, Instant from, Instant to) {
    return records.stream()
        .filter(r -> r.endpoint().equals(endpoint) && r.environment() == environment)
        .filter(r -> !r.at().isBefore(from) && r.at().isBefore(to))
        .sorted(Comparator.comparing(PredictionRecord::at))
        .toList();
  }
}
