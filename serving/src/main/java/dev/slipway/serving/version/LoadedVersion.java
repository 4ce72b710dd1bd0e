package dev.slipway.serving.version;

import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.registry.VersionId;
import dev.slipway.wire.predict.PredictReply;
import dev.slipway.wire.predict.RowReader;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A model version that can answer: its scorer, and everything compiled from its signature and training
/// profile once, so that a request compiles nothing.
///
/// Thread-safe. It counts its users: routes hold it while they name it and requests while they run, and the
/// last to let go closes the scorer.
public final class LoadedVersion {
  private final VersionId id;
  private final Scorer scorer;
  private final Signature signature;
  private final RowReader reader;
  private final RecordedInputs recorded;
  private final PredictReply reply;
  private final Optional<Profile> training;
  private final Expectations expectations;
  private final WorkspacePool workspaces;
  private final AtomicInteger users = new AtomicInteger(1);

  /// Starts with one user, the one who loads it.
  ///
  /// @param signature the package's, which names what the model file may leave unnamed
  public LoadedVersion(
      VersionId id,
      Scorer scorer,
      Signature signature,
      Optional<Profile> training,
      Recording recording) {
    this.id = id;
    this.scorer = BatchingScorer.over(scorer);
    this.signature = signature;
    this.training = training;
    this.expectations = Expectations.of(signature, training);
    this.reader = new RowReader(expectations.inputs());
    this.recorded = RecordedInputs.of(signature, recording);
    this.reply = new PredictReply(id, signature.output());
    this.workspaces = new WorkspacePool(signature);
  }

  public VersionId id() {
    return id;
  }

  public Scorer scorer() {
    return scorer;
  }

  public Signature signature() {
    return signature;
  }

  /// What the training data looked like; a bare model file does not tell.
  public Optional<Profile> training() {
    return training;
  }

  public RowReader reader() {
    return reader;
  }

  /// What of its predictions' inputs is logged.
  public RecordedInputs recorded() {
    return recorded;
  }

  public PredictReply reply() {
    return reply;
  }

  public Expectations expectations() {
    return expectations;
  }

  public WorkspacePool workspaces() {
    return workspaces;
  }

  /// Adds a user; false where the version was freed already.
  public boolean acquire() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  public void release() {
    if (users.decrementAndGet() == 0) {
      scorer.close();
    }
  }
}
