package dev.slipway.serving.version;

import dev.slipway.core.input.Flag;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Rows;
import dev.slipway.core.profile.TextProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A column of texts that name their rows: a batch that has one twice is unusual.
///
/// So is a column of which at least 99 % of 1,000 or more training values were different.
///
/// @param flag what the second row with a text gets, and each further one
record RepeatedIds(int column, Flag flag) {
  private static final long ENOUGH = 1_000;
  private static final double DISTINCT = 0.99;

  static Optional<RepeatedIds> of(int column, TextProfile training) {
    // Which values a spilled dictionary keeps does not depend on how often they came.
    long counted = training.dictionary().total();
    int distinct = training.dictionary().counts().size();
    return counted >= ENOUGH && distinct >= DISTINCT * counted
        ? Optional.of(
            new RepeatedIds(
                column,
                Flag.of(
                    Rule.REPEATED,
                    training.name(),
                    "is in this batch more than once; of %,d training values %,d were different"
                        .formatted(counted, distinct))))
        : Optional.empty();
  }

  void flag(Rows rows, List<List<Flag>> flags) {
    Set<String> seen = HashSet.newHashSet(rows.size());
    for (int r = 0; r < rows.size(); r++) {
      @Nullable String text = rows.text(r, column);
      if (text != null && !seen.add(text)) {
        flags.set(r, Expectations.with(flags.get(r), flag));
      }
    }
  }
}
