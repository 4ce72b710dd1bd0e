/// The whole serving path beside a bare HTTP route and beside FastAPI: start from [ServingTable].
@NullMarked
package dev.slipway.bench.serving;

import org.jspecify.annotations.NullMarked;
