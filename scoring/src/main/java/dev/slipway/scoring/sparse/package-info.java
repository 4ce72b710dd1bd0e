/// Columns that are 0 nearly everywhere: counts of words, categories. A [SparseOperation] makes only what is
/// not 0, a [SparseFilter] goes on with that, and [WeightedSums] ends in a few numbers without ever writing
/// the columns down. Start at [Weighable].
@NullMarked
package dev.slipway.scoring.sparse;

import org.jspecify.annotations.NullMarked;
