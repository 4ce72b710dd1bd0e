/// Sends a span for every prediction to a collector of OpenTelemetry: start at [Traces].
@NullMarked
package dev.slipway.serving.trace;

import org.jspecify.annotations.NullMarked;
