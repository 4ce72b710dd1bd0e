/// Routes, and one request on its way through them: start at [ServingPlane] and [Call].
@NullMarked
package dev.slipway.serving.plane;

import org.jspecify.annotations.NullMarked;
