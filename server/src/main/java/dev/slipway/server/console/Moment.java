package dev.slipway.server.console;

import java.time.Instant;

/// A time as people read it: how long ago, with the exact time in UTC at hand.
///
/// @param iso for machines
record Moment(String age, String exact, String iso) {
  static Moment of(Instant at, Instant now) {
    return new Moment(Figures.age(at, now), Figures.second(at), at.toString());
  }
}
