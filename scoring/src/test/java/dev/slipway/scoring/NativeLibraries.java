package dev.slipway.scoring;

import static org.assertj.core.api.Assumptions.assumeThat;

/// Whether a boosting library's own code runs here: it needs OpenMP (`libgomp`).
public final class NativeLibraries {
  /// Something that calls the library.
  @FunctionalInterface
  public interface Call {
    void run() throws Exception;
  }

  private NativeLibraries() {}

  /// Skips the test where the library does not load, or fails if `CI=true`.
  public static void need(Call call) throws Exception {
    try {
      call.run();
    } catch (LinkageError e) {
      if ("true".equals(System.getenv("CI"))) {
        throw e;
      }
      assumeThat(false).as("the native library loads: %s", e.getMessage()).isTrue();
    }
  }
}
