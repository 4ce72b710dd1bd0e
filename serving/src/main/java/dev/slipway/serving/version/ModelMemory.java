package dev.slipway.serving.version;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Refuses a model that would not fit into memory, before any of it is read. Thread-safe.
///
/// What a model takes while it is loaded is estimated from its files: the bytes and what is compiled of them,
/// more for text, whose parsed form is larger, and much more for what is compressed.
public final class ModelMemory {
  private static final int BINARY = 3;
  private static final int TEXT = 6;
  private static final int COMPRESSED = 12;

  private final LongSupplier free;

  /// @param free how many bytes a model may take
  public ModelMemory(LongSupplier free) {
    this.free = free;
  }

  /// What the heap of this process could still take.
  public static ModelMemory ofHeap() {
    Runtime runtime = Runtime.getRuntime();
    return new ModelMemory(
        () -> runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory()));
  }

  /// `INSUFFICIENT_MEMORY` where the model at `place`, a file or a folder, would not fit.
  public void requireRoom(String model, Path place) {
    long needed = needed(place);
    long there = free.getAsLong();
    if (needed > there) {
      throw new SlipwayException(
          ErrorCode.INSUFFICIENT_MEMORY,
          "'%s' would take about %d MB and %d MB of memory are free; unload a model first, or give the process more memory with -Xmx"
              .formatted(model, needed >> 20, Math.max(0, there) >> 20));
    }
  }

  private static long needed(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length() * factor(file))
          .sum();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "the model's files cannot be listed: " + e.getMessage(), e);
    }
  }

  private static int factor(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json", "pmml", "xml", "txt", "csv" -> TEXT;
      case "gz", "z", "bz2", "xz", "lzma", "zip", "npz", "skops" -> COMPRESSED;
      default -> BINARY;
    };
  }
}
