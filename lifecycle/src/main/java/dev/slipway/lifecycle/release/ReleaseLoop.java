package dev.slipway.lifecycle.release;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.Releases;
import dev.slipway.lifecycle.rounds.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Decides running releases, over and over, on one virtual thread. It holds no state of its own: what
/// runs stands in [Releases], what happened in the prediction log.
///
/// Looking at a release reads its whole step from the log. The loop then rests for at least ten times as
/// long as it took, so that it never takes more than a tenth of a core, however long a step becomes.
public final class ReleaseLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReleaseLoop.class.getName());
  private static final int REST = 10;

  private final Releases releases;
  private final EvidenceReader evidence;
  private final Releaser releaser;
  private final InstantSource clock;
  private final Rounds rounds;

  /// @param pause the least time between two looks
  public ReleaseLoop(
      Releases releases,
      EvidenceReader evidence,
      Releaser releaser,
      InstantSource clock,
      Duration pause) {
    this.releases = releases;
    this.evidence = evidence;
    this.releaser = releaser;
    this.clock = clock;
    this.rounds = new Rounds("release-loop", pause, REST, this::look);
  }

  public void start() {
    rounds.start();
  }

  /// One look at every running release.
  public void look() {
    for (Release release : releases.running()) {
      try {
        if (Standing.dividesTraffic(release)) {
          look(release);
        }
      } catch (SlipwayException e) {
        LOG.log(System.Logger.Level.WARNING, "release {0}: {1}", release.id(), e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "release " + release.id() + " cannot be decided", e);
      }
    }
  }

  private void look(Release release) {
    Instant now = clock.instant();
    Evidence found = evidence.read(release, now);
    Decision decision = Decider.decide(release, found, now);
    releaser.apply(release, decision);
  }

  /// Waits for a look that is under way.
  @Override
  public void close() {
    rounds.close();
  }
}
