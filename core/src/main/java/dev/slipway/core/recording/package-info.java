/// What of a prediction is written down: start at [Recording].
@NullMarked
package dev.slipway.core.recording;

import org.jspecify.annotations.NullMarked;
