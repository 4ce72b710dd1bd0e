package dev.slipway.core.model;

/// A model compiled for scoring, whatever file it came from.
///
/// Thread-safe: any number of threads may score at once, each with its own `rows` and `out`. Scoring does
/// not block and does not allocate per feature or per tree. (A model in a Python worker is the exception:
/// it waits for its worker, inside the deadline that the worker pool was given.)
public interface Scorer extends AutoCloseable {
  Signature signature();

  /// What the file held, for people: `xgboost`, `sklearn`, `onnx` and so on.
  String format();

  /// Scores every row: for row `r`, writes `signature().output().width()` numbers at
  /// `out[r * width]`.
  void score(Rows rows, double[] out);

  /// Whether a call now would be answered: false while every worker process of a model is down. Always true
  /// for models that are scored in this program.
  default boolean ready() {
    return true;
  }

  /// Scores every row for a caller who waits until a deadline. Scorers that wait themselves (for a worker, for a
  /// batch) give up with `DEADLINE_EXCEEDED` when it has passed; others are done before it matters. Returns how
  /// many nanoseconds the rows waited before their scoring began.
  default long score(Rows rows, double[] out, Deadline deadline) {
    score(rows, out);
    return 0;
  }

  /// How many rows of several callers it pays to score in one call; 1 where rows gain nothing by company.
  default int batchRows() {
    return 1;
  }

  /// Frees what lies outside the heap (a native session, worker processes); nothing for most models.
  @Override
  default void close() {}
}
