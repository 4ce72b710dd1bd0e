/// A model version in memory, proven and compiled for requests: start at [LoadedVersion].
@NullMarked
package dev.slipway.serving.version;

import org.jspecify.annotations.NullMarked;
