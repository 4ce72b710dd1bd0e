/// What happens to the columns of a request before a model reads them. A [ColumnOperation] makes one or
/// more columns out of others, a [Stage] is a row of operations side by side, and [ColumnScorer] puts
/// stages and an engine together to a scorer. Training and serving run the same operations.
@NullMarked
package dev.slipway.scoring.column;

import org.jspecify.annotations.NullMarked;
