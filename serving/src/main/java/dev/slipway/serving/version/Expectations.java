package dev.slipway.serving.version;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import dev.slipway.stats.interval.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the training data says about values that are valid but unusual. Immutable and thread-safe.
///
/// An unusual value is answered and flagged, never refused: the model may well be right about it, and the
/// flag tells the caller and the log how far to trust it. `range:FIELD` is a number outside its
/// [UsualRange], which happens to at most one in a hundred rows of training's kind, all columns together;
/// `unseen:FIELD` is a category that training did not see; `length:FIELD` and `shape:FIELD` a text and
/// `future:FIELD` and `resolution:FIELD` a time as training had none. In a batch `nulls:FIELD` and
/// `many-unseen:FIELD` mark rows that are too many by their [UsualRate]. Times have no range, since live
/// times are later than training by nature; and a text column whose values are new most of the time has
/// shapes instead of categories.
public final class Expectations {
  private static final double MOSTLY_NEW = 0.05;
  private static final int WHOLE_TEXT = 128;

  private final boolean[] nullable;
  private final List<Range> ranges = new ArrayList<>();
  private final List<Categories> categories = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();
  private final List<Time> times = new ArrayList<>();
  private final List<UsualRate> rates = new ArrayList<>();

  private record Range(int column, UsualRange usual, String flag) {}

  private record Categories(int column, Set<String> seen, String flag) {}

  private record Text(int column, UsualText usual, String length, String shape) {}

  private record Time(int column, UsualTime usual, String future, String resolution) {}

  private Expectations(int inputs) {
    this.nullable = new boolean[inputs];
  }

  static Expectations of(Signature signature, Optional<Profile> training) {
    Expectations expectations = new Expectations(signature.inputs().size());
    int numbers = numbers(signature, training);
    for (int c = 0; c < signature.inputs().size(); c++) {
      Field field = signature.inputs().get(c);
      @Nullable ColumnProfile column = training.flatMap(p -> p.column(field.name())).orElse(null);
      if (column != null) {
        expectations.learn(c, field, column, numbers);
      }
    }
    return expectations;
  }

  private void learn(int c, Field field, ColumnProfile column, int numbers) {
    String name = field.name();
    nullable[c] = column.nulls() > 0;
    boolean number = field.type().numeric();
    if (column.count() > 0) {
      double limit = UsualRate.limit(new Rate(column.nulls(), column.count()));
      rates.add(new UsualRate(c, number, limit, "", "nulls:" + name));
    }
    switch (column) {
      case NumberProfile seen when number && seen.type() == ColumnType.DATETIME ->
          times.add(new Time(c, UsualTime.of(seen), "future:" + name, "resolution:" + name));
      case NumberProfile seen when number ->
          UsualRange.of(seen, numbers)
              .ifPresent(usual -> ranges.add(new Range(c, usual, "range:" + name)));
      case TextProfile seen when !number -> learn(c, name, seen);
      case NumberProfile _, TextProfile _ -> {}
    }
  }

  private void learn(int c, String name, TextProfile seen) {
    boolean closed = !seen.dictionary().spilled() && seen.unseenRate() <= MOSTLY_NEW;
    if (closed) {
      String flag = "unseen:" + name;
      categories.add(new Categories(c, Set.copyOf(seen.dictionary().counts().keySet()), flag));
      Rate once = new Rate((long) seen.dictionary().singletons(), seen.count() - seen.nulls());
      rates.add(new UsualRate(c, false, UsualRate.limit(once), flag, "many-unseen:" + name));
    }
    UsualText.of(seen, !closed)
        .ifPresent(usual -> texts.add(new Text(c, usual, "length:" + name, "shape:" + name)));
  }

  /// How many inputs have a range, at least one.
  private static int numbers(Signature signature, Optional<Profile> training) {
    long numbers =
        signature.inputs().stream()
            .filter(f -> f.type().numeric() && f.type() != ColumnType.DATETIME)
            .filter(f -> training.flatMap(p -> p.column(f.name())).isPresent())
            .count();
    return (int) Math.max(1, numbers);
  }

  /// For each input, whether training had nulls in it.
  boolean[] nullable() {
    return nullable;
  }

  /// Adds for each row what is unusual about it, nothing for most.
  public void flag(Rows rows, Instant now, List<List<String>> flags) {
    for (int r = 0; r < rows.size(); r++) {
      flags.add(flags(rows, r, now.toEpochMilli()));
    }
    if (rows.size() > 1) {
      for (int i = 0; i < rates.size(); i++) {
        rates.get(i).flag(rows, flags);
      }
    }
  }

  private List<String> flags(Rows rows, int row, double now) {
    List<String> flags = List.of();
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.usual.excludes(rows.number(row, range.column))) {
        flags = with(flags, range.flag);
      }
    }
    for (int i = 0; i < times.size(); i++) {
      Time time = times.get(i);
      double value = rows.number(row, time.column);
      if (time.usual.tooLate(value, now)) {
        flags = with(flags, time.future);
      }
      if (time.usual.tooFine(value)) {
        flags = with(flags, time.resolution);
      }
    }
    return texts.isEmpty() ? flags : textFlags(rows, row, flags);
  }

  private List<String> textFlags(Rows rows, int row, List<String> found) {
    List<String> flags = found;
    for (int i = 0; i < categories.size(); i++) {
      Categories known = categories.get(i);
      @Nullable String value = rows.text(row, known.column);
      if (value != null && value.length() <= WHOLE_TEXT && !known.seen.contains(value)) {
        flags = with(flags, known.flag);
      }
    }
    for (int i = 0; i < texts.size(); i++) {
      Text text = texts.get(i);
      @Nullable String value = rows.text(row, text.column);
      if (value != null && text.usual.excludesLength(value)) {
        flags = with(flags, text.length);
      }
      if (value != null && text.usual.excludesShape(value)) {
        flags = with(flags, text.shape);
      }
    }
    return flags;
  }

  static List<String> with(List<String> flags, String flag) {
    List<String> more = flags.isEmpty() ? new ArrayList<>(2) : flags;
    more.add(flag);
    return more;
  }
}
