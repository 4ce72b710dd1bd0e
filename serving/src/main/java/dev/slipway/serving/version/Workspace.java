package dev.slipway.serving.version;

import dev.slipway.core.input.Flag;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.TensorMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one request needs while it runs: body, rows, scores, faults, flags and reply, reused from request to
/// request. One owner at a time.
public final class Workspace {
  private static final int KEPT_BYTES = 1 << 20;
  private static final int KEPT_ROWS = 4096;

  private final Rows rows;
  private final InputFaults faults = new InputFaults();
  private final JsonBuffer reply = new JsonBuffer();
  private final TensorMemory tensors = new TensorMemory();
  private final List<List<Flag>> flags = new ArrayList<>();
  private final int outputWidth;
  private double[] scores;
  private byte[] body = new byte[2048];

  Workspace(Signature signature) {
    this.rows = Rows.forSignature(signature);
    this.outputWidth = signature.output().width();
    this.scores = new double[outputWidth];
  }

  public Rows rows() {
    return rows;
  }

  public InputFaults faults() {
    return faults;
  }

  public TensorMemory tensors() {
    return tensors;
  }

  public JsonBuffer reply() {
    return reply;
  }

  /// The flags of each row that was scored.
  public List<List<Flag>> flags() {
    return flags;
  }

  /// Room for the scores of every row.
  public double[] scores() {
    int needed = rows.size() * outputWidth;
    if (scores.length < needed) {
      scores = new double[Math.max(needed, scores.length * 2)];
    }
    return scores;
  }

  public byte[] body() {
    return body;
  }

  /// Takes an array that holds a body already in place of the one that was there.
  public void takeBody(byte[] read) {
    body = read;
  }

  /// Makes room for `length` bytes, keeping those that are there.
  public byte[] growBody(int length) {
    if (body.length < length) {
      body = Arrays.copyOf(body, Math.max(length, (int) Math.min(body.length * 2L, 1 << 30)));
    }
    return body;
  }

  void clear() {
    rows.clear();
    faults.clear();
    tensors.clear();
    reply.clear();
    flags.clear();
  }

  /// Whether it is small enough to be kept for the next request.
  boolean keepable() {
    return body.length <= KEPT_BYTES
        && reply.bytes().length <= KEPT_BYTES
        && scores.length <= KEPT_ROWS * outputWidth
        && rows.numbers().length <= KEPT_ROWS * Math.max(1, rows.width());
  }
}
