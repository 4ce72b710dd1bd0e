/// Watches every HTTP request from its beginning to its reply, for those who write it down: start at
/// [RequestObserver].
@NullMarked
package dev.slipway.serving.observation;

import org.jspecify.annotations.NullMarked;
