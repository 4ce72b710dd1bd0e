/// Logged predictions sent on as CloudEvents, over HTTP and to Kafka: start at [PredictionSink].
@NullMarked
package dev.slipway.serving.sink;

import org.jspecify.annotations.NullMarked;
