package dev.slipway.core.model;

/// The moment, on the clock of `System.nanoTime`, after which nobody waits for an answer any more.
public record Deadline(long atNanos) {
  /// Somebody waits for ever.
  public static final Deadline NONE = new Deadline(Long.MAX_VALUE);

  /// The deadline `nanos` after `now`; [#NONE] where that is beyond a century.
  public static Deadline after(long now, long nanos) {
    return nanos >= Long.MAX_VALUE / 2 ? NONE : new Deadline(now + nanos);
  }

  public boolean passed(long now) {
    return remaining(now) <= 0;
  }

  /// How many nanoseconds are left; none or fewer where it has passed.
  public long remaining(long now) {
    return equals(NONE) ? Long.MAX_VALUE : atNanos - now;
  }

  /// The earlier of two deadlines.
  public Deadline or(Deadline other, long now) {
    return other.remaining(now) < remaining(now) ? other : this;
  }
}
