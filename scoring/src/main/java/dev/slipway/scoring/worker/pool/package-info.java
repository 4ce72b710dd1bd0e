/// Several workers with the same model, of which some always answer: start at [WorkerPool].
@NullMarked
package dev.slipway.scoring.worker.pool;

import org.jspecify.annotations.NullMarked;
