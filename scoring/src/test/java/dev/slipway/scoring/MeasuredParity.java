package dev.slipway.scoring;

import dev.slipway.scoring.format.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// How closely models of a format agreed, in this run of the tests, with the library that trained them:
/// every parity test adds what it compared, and `SupportTableTest`, which runs last, writes the table of
/// the guide from it. Thread-safe.
public final class MeasuredParity {
  private static final Map<String, Map<String, Agreement>> MEASURED = new ConcurrentHashMap<>();

  private MeasuredParity() {}

  /// What was compared for one construct of a format, all models together.
  ///
  /// @param models how many model files
  /// @param scores how many numbers
  /// @param equal how many of them were the same to the last bit
  /// @param relative the greatest difference, beside the expected number or beside 1, whichever is
  ///     greater
  public record Agreement(int models, long scores, long equal, double relative) {
    static final Agreement NONE = new Agreement(0, 0, 0, 0);

    Agreement and(Agreement other) {
      return new Agreement(
          models + other.models,
          scores + other.scores,
          equal + other.equal,
          Math.max(relative, other.relative));
    }

    public boolean bitEqual() {
      return scores > 0 && equal == scores;
    }
  }

  /// Counts the scores of one model file.
  public static final class Comparison {
    private long scores;
    private long equal;
    private double relative;

    public void add(double expected, double actual) {
      scores++;
      if (Double.compare(expected + 0.0, actual + 0.0) == 0) {
        equal++;
      } else if (expected != actual) {
        relative =
            Math.max(relative, Math.abs(actual - expected) / Math.max(1, Math.abs(expected)));
      }
    }

    /// Keeps the comparison for everything that the file holds.
    public void of(Path model) {
      Inspection inspection = new ModelInspector(new ModelFiles()).inspect(model);
      List<String> constructs = Constructs.of(inspection);
      Agreement agreement = new Agreement(1, scores, equal, relative);
      constructs.stream().distinct().forEach(c -> record(inspection.format(), c, agreement));
    }
  }

  /// Keeps an agreement that a test measured by itself.
  public static void record(String format, String construct, Agreement agreement) {
    MEASURED
        .computeIfAbsent(format, _ -> new ConcurrentHashMap<>())
        .merge(construct, agreement, Agreement::and);
  }

  static Optional<Agreement> of(String format, String construct) {
    return Optional.ofNullable(MEASURED.getOrDefault(format, Map.of()).get(construct));
  }

  static Map<String, Agreement> of(String format) {
    return new TreeMap<>(MEASURED.getOrDefault(format, Map.of()));
  }
}
