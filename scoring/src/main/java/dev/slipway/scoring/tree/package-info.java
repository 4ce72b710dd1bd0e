/// Ensembles of decision trees, whatever library grew them. A reader fills a [Tree] per tree with
/// [Tree.Builder], adds them to a [Forest.Builder] that says how the library compares and sums, and
/// [Forest#compile()] chooses the engine: padded heaps for shallow trees, packed nodes for deep ones, linked nodes for float64 splits.
/// The engine's sums are those of the library, bit for bit.
@NullMarked
package dev.slipway.scoring.tree;

import org.jspecify.annotations.NullMarked;
