package dev.slipway.serving.version;

import dev.slipway.core.profile.NumberProfile;
import java.time.Duration;

/// Which times are taken as usual: none more than a day ahead of the clock, and none within the day where
/// training had whole days only.
///
/// @param wholeDays whether all of at least [#ENOUGH] training times were in the first hour of a day, UTC
record UsualTime(boolean wholeDays) {
  private static final long ENOUGH = 100;
  private static final double HOUR = Duration.ofHours(1).toMillis();
  private static final double DAY = Duration.ofDays(1).toMillis();

  static UsualTime of(NumberProfile training) {
    long midnights = 0;
    for (int hour = 0; hour < training.hoursOfWeek().size(); hour += 24) {
      midnights += training.hoursOfWeek().at(hour);
    }
    return new UsualTime(midnights >= ENOUGH && midnights == training.counts().finite());
  }

  boolean tooLate(double millis, double now) {
    return millis > now + DAY;
  }

  boolean tooFine(double millis) {
    return wholeDays && millis - Math.floor(millis / DAY) * DAY >= HOUR;
  }
}
