/// What the endpoints answered lately, second by second: start at [Traffic].
@NullMarked
package dev.slipway.core.traffic;

import org.jspecify.annotations.NullMarked;
