package dev.slipway.app.cli;

import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.scoring.worker.PythonSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Whether and how models that need Python are run.
final class PythonOption {
  @Option(
      names = "--allow-python",
      defaultValue = "${env:SLIPWAY_ALLOW_PYTHON:-false}",
      description = {
        "Run models that need Python (predict.py, MLflow's python_function, other pickles) in worker processes.",
        "Their code then runs with your rights: allow it only for models that you trust."
      })
  private boolean allowed;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      defaultValue = "${env:SLIPWAY_PYTHON:-python3}",
      description = "The Python with the models' libraries (${DEFAULT-VALUE}).")
  private String interpreter;

  @Option(
      names = "--python-workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Worker processes for each Python model (${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--python-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a prediction in Python may take (${DEFAULT-VALUE}).")
  private double timeout;

  @Option(
      names = "--python-memory",
      paramLabel = "MIB",
      defaultValue = "2048",
      description = "A worker that occupies more is replaced (${DEFAULT-VALUE}).")
  private long memory;

  PythonModels models() {
    return allowed ? allowed() : PythonModels.forbidden();
  }

  /// What a command may run that was told to by other means.
  PythonModels allowed() {
    return PythonModels.allowed(
        new PythonSettings(
            interpreter,
            workers,
            Duration.ofMillis((long) Math.min(timeout * 1000, Integer.MAX_VALUE)),
            Math.min(memory, 1L << 30) << 20));
  }
}
