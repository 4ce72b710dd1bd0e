/// Reads `slipway.yaml`, and the `dvc.yaml` beside it: start at [ProjectFile].
@NullMarked
package dev.slipway.wire.project;

import org.jspecify.annotations.NullMarked;
