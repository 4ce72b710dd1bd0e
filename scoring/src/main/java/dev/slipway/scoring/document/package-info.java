/// Trees of values out of untrusted files, within bounds of size, depth and count: [Document], read from
/// JSON or UBJSON.
@NullMarked
package dev.slipway.scoring.document;

import org.jspecify.annotations.NullMarked;
