/// How measurements are told: the machine they were made on, and [Spread]s beside their targets.
@NullMarked
package dev.slipway.bench.figures;

import org.jspecify.annotations.NullMarked;
