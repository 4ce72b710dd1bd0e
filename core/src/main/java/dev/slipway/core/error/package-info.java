/// Errors that cross a boundary: start at [SlipwayException].
@NullMarked
package dev.slipway.core.error;

import org.jspecify.annotations.NullMarked;
