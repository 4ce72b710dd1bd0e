/// Model packages as folders on disk, each also a valid MLflow model: start at [PackageFolder].
@NullMarked
package dev.slipway.wire.modelpackage;

import org.jspecify.annotations.NullMarked;
