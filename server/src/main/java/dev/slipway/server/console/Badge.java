package dev.slipway.server.console;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Release;
import dev.slipway.core.watch.Alert;

/// One word for a state, coloured.
record Badge(String text, Tone tone) {
  static Badge of(Verdict verdict) {
    return switch (verdict) {
      case PASS -> new Badge("pass", Tone.GOOD);
      case FAIL -> new Badge("fail", Tone.BAD);
      case INSUFFICIENT -> new Badge("insufficient", Tone.WARN);
    };
  }

  static Badge of(Release.State state) {
    return switch (state) {
      case RUNNING -> new Badge("running", Tone.BUSY);
      case PROMOTED -> new Badge("promoted", Tone.GOOD);
      case ROLLED_BACK -> new Badge("rolled back", Tone.BAD);
      case INCONCLUSIVE -> new Badge("inconclusive", Tone.WARN);
    };
  }

  static Badge of(Decision.Action action) {
    return switch (action) {
      case HOLD -> new Badge("hold", Tone.QUIET);
      case ADVANCE -> new Badge("advance", Tone.GOOD);
      case PROMOTE -> new Badge("promote", Tone.GOOD);
      case ROLL_BACK -> new Badge("roll back", Tone.BAD);
      case GIVE_UP -> new Badge("give up", Tone.WARN);
    };
  }

  static Badge of(Alert.State state) {
    return switch (state) {
      case OPEN -> new Badge("open", Tone.WARN);
      case RETRAINING -> new Badge("retraining", Tone.BUSY);
      case ANSWERED -> new Badge("new version waits", Tone.BUSY);
      case CLOSED -> new Badge("closed", Tone.QUIET);
    };
  }
}
