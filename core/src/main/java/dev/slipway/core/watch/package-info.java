/// What monitoring found: start at [Alert].
@NullMarked
package dev.slipway.core.watch;

import org.jspecify.annotations.NullMarked;
