/// OpenAPI 3.1 documents made from signatures and training profiles: start with [OpenApi].
@NullMarked
package dev.slipway.wire.openapi;

import org.jspecify.annotations.NullMarked;
