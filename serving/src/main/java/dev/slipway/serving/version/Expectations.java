package dev.slipway.serving.version;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
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
/// `unseen:FIELD` is a category that training did not see. Times have no range, since live times are later
/// than training by nature; and a text column whose values are new most of the time has no categories.
public final class Expectations {
  private static final double MOSTLY_NEW = 0.05;
  private static final int WHOLE_TEXT = 128;

  private final boolean[] nullable;
  private final List<Range> ranges;
  private final List<Categories> categories;

  private Expectations(boolean[] nullable, List<Range> ranges, List<Categories> categories) {
    this.nullable = nullable;
    this.ranges = ranges;
    this.categories = categories;
  }

  private record Range(int column, UsualRange usual, String flag) {}

  private record Categories(int column, Set<String> seen, String flag) {}

  static Expectations of(Signature signature, Optional<Profile> training) {
    boolean[] nullable = new boolean[signature.inputs().size()];
    List<Range> ranges = new ArrayList<>();
    List<Categories> categories = new ArrayList<>();
    int numbers = numbers(signature, training);
    for (int c = 0; c < nullable.length; c++) {
      String name = signature.inputs().get(c).name();
      @Nullable ColumnProfile column = training.flatMap(p -> p.column(name)).orElse(null);
      if (column == null) {
        continue;
      }
      nullable[c] = column.nulls() > 0;
      switch (column) {
        case NumberProfile number when number.type() != ColumnType.DATETIME -> {
          if (signature.inputs().get(c).type().numeric()) {
            int at = c;
            UsualRange.of(number, numbers)
                .ifPresent(usual -> ranges.add(new Range(at, usual, "range:" + name)));
          }
        }
        case NumberProfile _ -> {}
        case TextProfile text -> {
          if (!text.dictionary().spilled()
              && text.unseenRate() <= MOSTLY_NEW
              && !signature.inputs().get(c).type().numeric()) {
            Set<String> seen = Set.copyOf(text.dictionary().counts().keySet());
            categories.add(new Categories(c, seen, "unseen:" + name));
          }
        }
      }
    }
    return new Expectations(nullable, List.copyOf(ranges), List.copyOf(categories));
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

  /// What is unusual about a row, empty for most.
  public List<String> flags(Rows rows, int row) {
    List<String> flags = List.of();
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.usual.excludes(rows.number(row, range.column))) {
        flags = with(flags, range.flag);
      }
    }
    for (int i = 0; i < categories.size(); i++) {
      Categories known = categories.get(i);
      @Nullable String value = rows.text(row, known.column);
      if (value != null && value.length() <= WHOLE_TEXT && !known.seen.contains(value)) {
        flags = with(flags, known.flag);
      }
    }
    return flags;
  }

  private static List<String> with(List<String> flags, String flag) {
    List<String> more = flags.isEmpty() ? new ArrayList<>(2) : flags;
    more.add(flag);
    return more;
  }
}
