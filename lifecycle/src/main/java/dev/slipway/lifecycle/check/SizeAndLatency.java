package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The model fits the target machine: its bytes, and the time of scoring one row. Latency is measured
/// here and now, one row at a time after a warm-up, without the network and the server around it.
final class SizeAndLatency implements Rule {
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 2_000;
  private static final int DISTINCT = 200;

  @Override
  public List<CheckResult> apply(Candidate candidate) {
    return List.of(size(candidate), latency(candidate));
  }

  private static CheckResult size(Candidate candidate) {
    long bytes = bytes(candidate.folder().resolve(candidate.contents().modelPath()));
    long limit = candidate.spec().maxModelBytes();
    return CheckResult.of(
        "size",
        bytes <= limit ? Verdict.PASS : Verdict.FAIL,
        "The model is %s; at most %s is accepted.".formatted(words(bytes), words(limit)),
        Figures.ordered(Map.entry("bytes", (double) bytes), Map.entry("limit", (double) limit)));
  }

  private static CheckResult latency(Candidate candidate) {
    double[] micros = measure(candidate);
    Arrays.sort(micros);
    double median = micros[micros.length / 2];
    double p99 = micros[(int) Math.ceil(micros.length * 0.99) - 1];
    double limit = candidate.spec().maxLatencyMicros();
    return CheckResult.of(
        "latency",
        p99 <= limit ? Verdict.PASS : Verdict.FAIL,
        "One row takes %.1f µs in the median and %.1f µs at the 99th percentile; at most %.0f µs is accepted."
            .formatted(median, p99, limit),
        Figures.ordered(
            Map.entry("median-micros", median),
            Map.entry("p99-micros", p99),
            Map.entry("limit-micros", limit)));
  }

  private static double[] measure(Candidate candidate) {
    Signature signature = candidate.contents().signature();
    Scorer scorer = candidate.evaluator().scorer();
    Table table = candidate.heldOut();
    int distinct = Math.min(DISTINCT, table.rows());
    Rows[] single = new Rows[distinct];
    for (int i = 0; i < distinct; i++) {
      int row = (int) ((long) i * table.rows() / distinct);
      single[i] = Rows.of(signature, table.rows(new int[] {row}));
    }
    double[] out = new double[signature.output().width()];
    double[] micros = new double[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      Rows rows = single[Math.floorMod(i, distinct)];
      long started = System.nanoTime();
      scorer.score(rows, out);
      long took = System.nanoTime() - started;
      if (i >= 0) {
        micros[i] = took / 1_000.0;
      }
    }
    return micros;
  }

  private static long bytes(Path model) {
    try (Stream<Path> files = Files.walk(model)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_PACKAGE, "the package's model cannot be read; build it again", e);
    }
  }

  private static String words(long bytes) {
    return bytes < 10_000
        ? bytes + " bytes"
        : bytes < 10_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
  }
}
