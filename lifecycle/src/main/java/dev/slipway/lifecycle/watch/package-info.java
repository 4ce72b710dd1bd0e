/// Watching what endpoints answer: [Watcher] compares traffic with training and predictions with truths,
/// [Watch] raises alerts from that, [Retraining] acts on them.
@NullMarked
package dev.slipway.lifecycle.watch;

import org.jspecify.annotations.NullMarked;
