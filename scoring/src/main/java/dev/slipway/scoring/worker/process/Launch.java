package dev.slipway.scoring.worker.process;

import java.time.Duration;
import java.util.Map;

/// What a worker is started with.
///
/// @param name of the model, for messages and the log
/// @param interpreter a Python program: a path, or a name to be found on the path
/// @param load the body of the `LOAD` frame
/// @param memoryLimit the most bytes of data that the process may map; 0 for no limit
/// @param timeout how long it may take until the model is loaded and warm
public record Launch(
    String name, String interpreter, byte[] load, long memoryLimit, Duration timeout) {

  /// What a worker sees of our environment: where programs and libraries are and how text is written, and
  /// nothing that could be a secret. Libraries compute on one thread, since there are several workers.
  Map<String, String> environment(Map<String, String> ours, WorkerFolder folder) {
    Map<String, String> theirs = new java.util.TreeMap<>();
    for (String name : new String[] {"PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH"}) {
      String value = ours.get(name);
      if (value != null) {
        theirs.put(name, value);
      }
    }
    String scratch = folder.scratch().toString();
    theirs.put("HOME", scratch);
    theirs.put("TMPDIR", scratch);
    for (String threads :
        new String[] {
          "OMP_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "MKL_NUM_THREADS",
          "NUMEXPR_NUM_THREADS",
          "VECLIB_MAXIMUM_THREADS"
        }) {
      theirs.put(threads, "1");
    }
    theirs.put("OMP_WAIT_POLICY", "PASSIVE");
    theirs.put("SLIPWAY_WORKER_MEMORY", Long.toString(memoryLimit));
    return theirs;
  }
}
