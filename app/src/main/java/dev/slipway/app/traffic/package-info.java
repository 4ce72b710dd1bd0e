/// Plays recorded rows against an endpoint as its callers would: start at [Replay].
@NullMarked
package dev.slipway.app.traffic;

import org.jspecify.annotations.NullMarked;
