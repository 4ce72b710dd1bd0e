package dev.slipway.core.profile;

import dev.slipway.core.table.ColumnType;

/// What a [Profiler] counts one column with.
sealed interface Counter permits TrainingNumbers, NumberCounter, TextCounter {
  ColumnProfile profile(String name, ColumnType type);
}
