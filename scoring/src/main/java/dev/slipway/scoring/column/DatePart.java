package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import java.time.LocalDate;

/// A part of a moment, given in milliseconds since 1970-01-01T00:00Z and read in UTC. Missing stays missing.
public record DatePart(int from, Part part) implements ColumnOperation {
  private static final long MILLIS_A_DAY = 86_400_000L;

  /// The parts of a moment that models are trained on.
  public enum Part {
    HOUR,
    MINUTE_OF_DAY,
    /// 1 is Monday, 7 is Sunday.
    DAY_OF_WEEK,
    DAY_OF_MONTH,
    MONTH,
    DAY_OF_YEAR;

    double of(long millis) {
      long day = Math.floorDiv(millis, MILLIS_A_DAY);
      long inDay = Math.floorMod(millis, MILLIS_A_DAY);
      return switch (this) {
        case HOUR -> (double) (inDay / 3_600_000);
        case MINUTE_OF_DAY -> (double) (inDay / 60_000);
        // 1970-01-01 was a Thursday.
        case DAY_OF_WEEK -> Math.floorMod(day + 3, 7L) + 1.0;
        case DAY_OF_MONTH -> LocalDate.ofEpochDay(day).getDayOfMonth();
        case MONTH -> LocalDate.ofEpochDay(day).getMonthValue();
        case DAY_OF_YEAR -> LocalDate.ofEpochDay(day).getDayOfYear();
      };
    }
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      double millis = in.number(r, from);
      out.number(r, at, Double.isNaN(millis) ? Double.NaN : part.of((long) millis));
    }
  }
}
