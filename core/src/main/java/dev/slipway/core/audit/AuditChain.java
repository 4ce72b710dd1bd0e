package dev.slipway.core.audit;

import dev.slipway.core.content.Digest;
import java.util.List;
import java.util.Optional;

/// Proves that an audit log is as it was written: each entry's hash covers its content and the hash of the
/// entry before, so a changed, removed, inserted or reordered entry shows. Entries cut off the end show
/// only against a hash that was noted elsewhere.
public final class AuditChain {
  private static final int BATCH = 1_000;

  private AuditChain() {}

  /// The first entry that breaks the chain, with the reason, or empty if every entry is intact.
  public static Optional<Break> firstBreak(AuditLog log) {
    Digest previous = AuditEntry.FIRST;
    long sequence = 0;
    while (true) {
      List<AuditEntry> batch = log.entries(sequence, BATCH);
      if (batch.isEmpty()) {
        return Optional.empty();
      }
      for (AuditEntry entry : batch) {
        sequence++;
        if (entry.sequence() != sequence) {
          return broken(sequence, "entry %d is missing".formatted(sequence));
        }
        if (!entry.intact()) {
          return broken(sequence, "entry %d was changed after it was written".formatted(sequence));
        }
        if (!entry.previous().equals(previous)) {
          return broken(
              sequence, "entry %d does not follow entry %d".formatted(sequence, sequence - 1));
        }
        previous = entry.hash();
      }
    }
  }

  private static Optional<Break> broken(long sequence, String reason) {
    return Optional.of(new Break(sequence, reason));
  }

  /// Where the chain breaks and why.
  public record Break(long sequence, String reason) {}
}
