package dev.slipway.scoring.worker;

import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.worker.pool.WorkerPool;
import dev.slipway.scoring.worker.process.WorkerFolder;

/// A model in Python workers. Scoring waits for a worker, at most as long as the settings say.
final class PythonScorer implements Scorer {
  static final String FORMAT = "python";

  private final WorkerPool pool;
  private final WorkerFolder folder;

  PythonScorer(WorkerPool pool, WorkerFolder folder) {
    this.pool = pool;
    this.folder = folder;
  }

  @Override
  public Signature signature() {
    return pool.introduction().signature();
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public boolean ready() {
    return pool.ready();
  }

  @Override
  public void score(Rows rows, double[] out) {
    var _ = score(rows, out, Deadline.NONE);
  }

  @Override
  public long score(Rows rows, double[] out, Deadline deadline) {
    return rows.size() == 0 ? 0 : pool.score(rows, out, deadline);
  }

  @Override
  public void close() {
    pool.close();
    folder.close();
  }
}
