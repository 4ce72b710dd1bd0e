/// PMML 4.x: [PmmlFormat]. The document is read into [Element]s, built into a [PmmlModel] by [ModelBuilder],
/// and evaluated row by row on the cells of a [Scope].
@NullMarked
package dev.slipway.scoring.pmml;

import org.jspecify.annotations.NullMarked;
