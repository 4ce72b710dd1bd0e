/// Reads Python pickles without Python: no class is looked up and nothing is called. Start at [PickleFile].
@NullMarked
package dev.slipway.scoring.pickle;

import org.jspecify.annotations.NullMarked;
