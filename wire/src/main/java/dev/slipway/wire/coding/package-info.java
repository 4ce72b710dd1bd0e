/// Compressed bodies of HTTP, read within a bound and written: start at [ContentCoding].
@NullMarked
package dev.slipway.wire.coding;

import org.jspecify.annotations.NullMarked;
