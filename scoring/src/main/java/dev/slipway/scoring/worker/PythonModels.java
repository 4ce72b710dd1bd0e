package dev.slipway.scoring.worker;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.worker.pool.PoolLimits;
import dev.slipway.scoring.worker.pool.WorkerPool;
import dev.slipway.scoring.worker.process.Launch;
import dev.slipway.scoring.worker.process.WorkerFolder;
import dev.slipway.scoring.worker.process.WorkerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Brings Python models up in workers, if that is allowed. Immutable and thread-safe.
///
/// To load such a model is to run its code with our rights. A file cannot allow that, nor can the person who
/// pushed it: only whoever operates this program, with `--allow-python`.
public final class PythonModels {
  private static final System.Logger LOG = System.getLogger(PythonModels.class.getName());
  private static final Duration START = Duration.ofMinutes(2);
  private static final int MAPPED_TO_RESIDENT = 3;

  private final Optional<PythonSettings> settings;

  private PythonModels(Optional<PythonSettings> settings) {
    this.settings = settings;
  }

  public static PythonModels forbidden() {
    return new PythonModels(Optional.empty());
  }

  public static PythonModels allowed(PythonSettings settings) {
    return new PythonModels(Optional.of(settings));
  }

  public boolean allowed() {
    return settings.isPresent();
  }

  /// Starts the workers and returns when the first is ready; the others follow. Throws `UNSUPPORTED_MODEL`
  /// where Python is not allowed.
  public Scorer load(PythonSource source) {
    PythonSettings chosen =
        settings.orElseThrow(
            () -> new SlipwayException(ErrorCode.UNSUPPORTED_MODEL, refusal(source)));
    WorkerFolder folder = WorkerFolder.create();
    try {
      Launch launch =
          new Launch(
              source.name(),
              chosen.interpreter(),
              LoadMessage.of(source),
              chosen.memory() * MAPPED_TO_RESIDENT,
              START);
      PoolLimits limits =
          PoolLimits.of(chosen.workers(), chosen.timeout()).recycledAfter(chosen.memory(), 0);
      WorkerPool pool =
          new WorkerPool(
              source.name(),
              () -> WorkerProcess.start(launch, folder),
              source.manifest().together() ? limits : limits.withBatchRows(1));
      Map<String, String> versions = pool.introduction().versions();
      LOG.log(System.Logger.Level.INFO, () -> source.name() + " runs in Python with " + versions);
      return new PythonScorer(pool, folder);
    } catch (SlipwayException e) {
      folder.close();
      throw e;
    }
  }

  /// Why it is not served while Python is not allowed.
  public static String refusal(PythonSource source) {
    String what =
        switch (source) {
          case PythonSource.Folder _ -> "is a Python model (predict.py)";
          case PythonSource.Pickle _ -> "is a pickle that only Python can load";
          case PythonSource.Pyfunc _ -> "is an MLflow model of the flavor python_function only";
        };
    return "'%s' %s: serving it runs its code; if you trust it, allow that with --allow-python"
        .formatted(source.name(), what);
  }
}
