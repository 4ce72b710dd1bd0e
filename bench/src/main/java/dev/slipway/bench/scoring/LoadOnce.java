package dev.slipway.bench.scoring;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.ModelFiles;
import java.nio.file.Path;

/// A process that loads one model file once, cold, and prints how many seconds that took: `LoadOnce FILE`.
public final class LoadOnce {
  private LoadOnce() {}

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    try (Scorer scorer = new ModelFiles().load(Path.of(arguments[0]))) {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(seconds + " " + scorer.signature().inputs().size());
    }
  }
}
