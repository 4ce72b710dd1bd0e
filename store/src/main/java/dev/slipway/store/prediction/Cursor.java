package dev.slipway.store.prediction;

import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// How far a reader has come: everything in earlier segments, and what stands before `offset` in this one.
record Cursor(long segment, long offset) {
  static final Cursor START = new Cursor(0, 0);

  boolean isBefore(Cursor other) {
    return segment < other.segment || (segment == other.segment && offset < other.offset);
  }

  /// Whether some of a segment comes after it.
  boolean before(FrameSegment other) {
    long number = FrameSegment.number(other.file());
    return segment < number || (segment == number && offset < other.bytes());
  }

  /// What was stored; the start where it cannot be read, so that a reader gets records twice rather than never.
  static Optional<Cursor> read(Path file) throws IOException {
    try {
      String[] parts = Files.readString(file).strip().split(" ", -1);
      return Optional.of(new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      return Optional.of(START);
    }
  }

  /// Replaces the file in one step. It is not forced to the disk: after a crash of the machine an older place
  /// counts, and its records are given once more.
  void write(Path file) throws IOException {
    Path temporary = Disk.temporary(file);
    Files.writeString(temporary, segment + " " + offset + "\n");
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
