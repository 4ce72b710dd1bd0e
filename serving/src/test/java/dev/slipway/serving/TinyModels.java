package dev.slipway.serving;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Models whose file says in a word what they do: a number `b` gives P(late) = b + distance / 10,000;
/// `throws` fails above distance 5,000, which no golden row has, `nan` gives no number there, and `waits` waits
/// there for [#gate], `queues` does so with calls that may be shared, and `spins` occupies a processor for 4 ms there.
public final class TinyModels implements ModelLoader {
  public static final Signature FLIGHTS =
      new Signature(
          List.of(
              Field.required("distance", ColumnType.INTEGER),
              Field.required("origin", ColumnType.STRING),
              Field.optional("hour", ColumnType.DECIMAL)),
          new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));

  public final Semaphore gate = new Semaphore(0);
  public final AtomicInteger scored = new AtomicInteger();
  public final Map<String, AtomicInteger> closed = new ConcurrentHashMap<>();

  /// The words of models that are not ready.
  public final Set<String> down = ConcurrentHashMap.newKeySet();

  @Override
  public Scorer load(Path file) {
    try {
      return scorer(Files.readString(file).trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Scorer scorer(String word) {
    if (word.equals("garbage")) {
      throw new SlipwayException(ErrorCode.CORRUPT_MODEL, "the model file is cut off");
    }
    return new Scorer() {
      @Override
      public Signature signature() {
        return FLIGHTS;
      }

      @Override
      public String format() {
        return "tiny";
      }

      @Override
      public void score(Rows rows, double[] out) {
        scored.addAndGet(rows.size());
        for (int r = 0; r < rows.size(); r++) {
          double late = late(word, rows.number(r, 0));
          out[r * 2] = 1 - late;
          out[r * 2 + 1] = late;
        }
      }

      @Override
      public int batchRows() {
        return word.equals("queues") ? 8 : 1;
      }

      @Override
      public boolean ready() {
        return !down.contains(word);
      }

      @Override
      public void close() {
        closed.computeIfAbsent(word, _ -> new AtomicInteger()).incrementAndGet();
      }
    };
  }

  private double late(String word, double distance) {
    if (word.equals("throws") && distance > 5_000) {
      throw new IllegalStateException("secret of the model");
    }
    if ((word.equals("waits") || word.equals("queues")) && distance > 5_000) {
      gate.acquireUninterruptibly();
    }
    if (word.equals("spins") && distance > 5_000) {
      long end = System.nanoTime() + 4_000_000;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
    }
    if (word.equals("nan") && distance > 5_000) {
      return Double.NaN;
    }
    return (Character.isDigit(word.charAt(0)) ? Double.parseDouble(word) : 0.1) + distance / 10_000;
  }
}
