/// Requests on a schedule that does not wait for answers: start from [OpenLoop].
@NullMarked
package dev.slipway.bench.load;

import org.jspecify.annotations.NullMarked;
