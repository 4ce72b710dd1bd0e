/// Checks and what they found: start at [CheckReport].
@NullMarked
package dev.slipway.core.check;

import org.jspecify.annotations.NullMarked;
