/// One Python process with a model in it: [WorkerProcess] starts it, asks it and ends it.
@NullMarked
package dev.slipway.scoring.worker.process;

import org.jspecify.annotations.NullMarked;
