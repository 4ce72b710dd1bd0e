package dev.slipway.store.prediction;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.wire.json.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// One record after the other, each read where [RecordCodec] wrote it, without an object for it. Not thread-safe.
final class EncodedRecord {
  private static final byte[] NO_BYTES = {};

  /// What many records have in common.
  record Origin(String endpoint, Environment environment, VersionId version, Variant.Role role) {}

  private ByteBuffer bytes = ByteBuffer.wrap(NO_BYTES);
  private int start;
  private int environment;
  private int model;
  private int role;
  private int error;
  private int inputs;
  private int scores;
  private int flags;

  /// Goes to the record that starts there.
  void moveTo(ByteBuffer bytes, int start) {
    this.bytes = bytes;
    this.start = start;
    environment = behindText(start + Long.BYTES + Integer.BYTES);
    model = behindText(environment + 1);
    role = behindText(model) + Integer.BYTES;
    error = role + 1 + Long.BYTES;
    inputs = behindText(error);
    scores = inputs + Integer.BYTES;
    for (int n = bytes.getInt(inputs); n > 0; n--) {
      scores = behindInput(scores);
    }
    flags = scores + Integer.BYTES + Double.BYTES * bytes.getInt(scores);
  }

  private int behindText(int at) {
    return at + Integer.BYTES + bytes.getInt(at);
  }

  private int behindInput(int at) {
    return switch (bytes.get(at)) {
      case RecordCodec.MISSING, RecordCodec.MASKED -> at + 1;
      case RecordCodec.NUMBER -> at + 1 + Double.BYTES;
      default -> behindText(at + 1);
    };
  }

  /// When it was made, in nanoseconds since 1970.
  long time() {
    return TimeUnit.SECONDS.toNanos(bytes.getLong(start)) + bytes.getInt(start + Long.BYTES);
  }

  /// The prediction id in UTF-8.
  byte[] id() {
    return utf8(environment + 1);
  }

  Origin origin() {
    return new Origin(
        text(start + Long.BYTES + Integer.BYTES),
        Environment.values()[bytes.get(environment)],
        new VersionId(text(model), bytes.getInt(role - Integer.BYTES)),
        Variant.Role.values()[bytes.get(role)]);
  }

  /// Whether the origins are equal, for which none has to be made.
  boolean hasOriginOf(EncodedRecord other) {
    int from = Long.BYTES + Integer.BYTES;
    return equal(start + from, environment + 1, other, other.start + from, other.environment + 1)
        && equal(model, role + 1, other, other.model, other.role + 1);
  }

  private boolean equal(int from, int to, EncodedRecord other, int otherFrom, int otherTo) {
    if (to - from != otherTo - otherFrom) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      if (bytes.get(from + i) != other.bytes.get(otherFrom + i)) {
        return false;
      }
    }
    return true;
  }

  long nanos() {
    return bytes.getLong(role + 1);
  }

  /// The error code; empty for an answer.
  String error() {
    return text(error);
  }

  /// Adds the inputs to `out` as [InputsJson] has them.
  void inputs(JsonBuffer out) {
    int at = inputs + Integer.BYTES;
    out.raw('[');
    for (int n = bytes.getInt(inputs); n > 0; n--) {
      switch (bytes.get(at)) {
        case RecordCodec.MISSING -> out.raw("null");
        case RecordCodec.NUMBER -> InputsJson.number(out, bytes.getDouble(at + 1));
        case RecordCodec.MASKED -> InputsJson.masked(out);
        case RecordCodec.HASHED -> InputsJson.hashed(out, text(at + 1));
        default -> out.string(text(at + 1));
      }
      at = behindInput(at);
      if (n > 1) {
        out.raw(',');
      }
    }
    out.raw(']');
  }

  int scoreCount() {
    return bytes.getInt(scores);
  }

  double score(int i) {
    return bytes.getDouble(scores + Integer.BYTES + Double.BYTES * i);
  }

  /// The flags with a separator between; empty where there are none.
  String flags(String separator) {
    int count = bytes.getInt(flags);
    StringBuilder joined = new StringBuilder();
    int at = flags + Integer.BYTES;
    for (int i = 0; i < count; i++) {
      joined.append(i == 0 ? "" : separator).append(text(at));
      at = behindText(at);
    }
    return joined.toString();
  }

  private String text(int at) {
    return bytes.getInt(at) == 0 ? "" : new String(utf8(at), StandardCharsets.UTF_8);
  }

  private byte[] utf8(int at) {
    byte[] utf8 = new byte[bytes.getInt(at)];
    bytes.get(at + Integer.BYTES, utf8);
    return utf8;
  }
}
