/// The one JSON form of the platform's own values: start at [Json].
@NullMarked
package dev.slipway.wire.json;

import org.jspecify.annotations.NullMarked;
