package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.HashKey;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bytes of a [PredictionRecord] in a segment: time, endpoint and environment first, so that a scan can
/// pass over a record without reading the rest. Enums are written as ordinals: new ones go to the end.
///
/// Not thread-safe: it keeps a buffer.
final class RecordCodec {
  static final byte MISSING = 0;
  static final byte NUMBER = 1;
  static final byte TEXT = 2;
  static final byte MASKED = 3;
  static final byte HASHED = 4;

  private final HashKey key;
  private ByteBuffer buffer = ByteBuffer.allocate(4_096);

  /// @param key what secret inputs are hashed with
  RecordCodec(HashKey key) {
    this.key = key;
  }

  /// The encoded record, valid until the next call.
  ByteBuffer encode(PredictionRecord record) {
    buffer.clear();
    putInstant(record.at());
    putText(record.endpoint());
    room(1).put((byte) record.environment().ordinal());
    putText(record.id());
    putText(record.version().model());
    room(5).putInt(record.version().number()).put((byte) record.role().ordinal());
    room(8).putLong(record.nanos());
    putText(record.error().orElse(""));
    room(4).putInt(record.inputs().size());
    for (@Nullable Object input : record.inputs()) {
      putInput(input);
    }
    room(4 + 8 * record.scores().length).putInt(record.scores().length);
    for (double score : record.scores()) {
      buffer.putDouble(score);
    }
    room(4).putInt(record.flags().size());
    for (String flag : record.flags()) {
      putText(flag);
    }
    return buffer.flip();
  }

  /// When the record that starts here was made.
  static Instant at(ByteBuffer in) {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  /// The id of a record whose time was just read.
  static String id(ByteBuffer in) {
    in.position(in.position() + in.getInt(in.position()) + 4 + 1);
    return text(in);
  }

  /// The record, or null where it is not selected.
  static @Nullable PredictionRecord decode(ByteBuffer in, Selection selection) {
    Instant at = at(in);
    String endpoint = text(in);
    Environment environment = Environment.values()[in.get()];
    return selection.selects(endpoint, environment, at)
        ? rest(in, at, endpoint, environment)
        : null;
  }

  static PredictionRecord decode(ByteBuffer in) {
    return rest(in, at(in), text(in), Environment.values()[in.get()]);
  }

  private static PredictionRecord rest(
      ByteBuffer in, Instant at, String endpoint, Environment environment) {
    String id = text(in);
    VersionId version = new VersionId(text(in), in.getInt());
    Variant.Role role = Variant.Role.values()[in.get()];
    long nanos = in.getLong();
    String error = text(in);
    List<@Nullable Object> inputs = new ArrayList<>();
    for (int n = in.getInt(); n > 0; n--) {
      inputs.add(input(in));
    }
    double[] scores = new double[in.getInt()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = in.getDouble();
    }
    List<String> flags = new ArrayList<>();
    for (int n = in.getInt(); n > 0; n--) {
      flags.add(text(in));
    }
    return new PredictionRecord(
        id,
        at,
        endpoint,
        environment,
        version,
        role,
        Collections.unmodifiableList(inputs),
        scores,
        nanos,
        List.copyOf(flags),
        error.isEmpty() ? Optional.empty() : Optional.of(error));
  }

  private void putInput(@Nullable Object input) {
    switch (input) {
      case null -> room(1).put(MISSING);
      case Number number -> room(9).put(NUMBER).putDouble(number.doubleValue());
      case Withheld withheld -> putWithheld(withheld);
      default -> {
        room(1).put(TEXT);
        putText(input.toString());
      }
    }
  }

  private void putWithheld(Withheld cell) {
    switch (cell) {
      case Withheld.Masked _ -> room(1).put(MASKED);
      case Withheld.Hashed(String digest) -> {
        room(1).put(HASHED);
        putText(digest);
      }
      case Withheld.Secret secret -> putWithheld(key.hash(secret));
    }
  }

  private static @Nullable Object input(ByteBuffer in) {
    return switch (in.get()) {
      case MISSING -> null;
      case NUMBER -> in.getDouble();
      case MASKED -> Withheld.MASKED;
      case HASHED -> new Withheld.Hashed(text(in));
      default -> text(in);
    };
  }

  private void putInstant(Instant at) {
    room(12).putLong(at.getEpochSecond()).putInt(at.getNano());
  }

  private void putText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(4 + bytes.length).putInt(bytes.length).put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      buffer =
          ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes))
              .put(buffer.flip());
    }
    return buffer;
  }
}
