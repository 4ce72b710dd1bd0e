/// What callers may read and change of logging and tracing, as Triton's clients do: start at [Settings].
@NullMarked
package dev.slipway.serving.settings;

import org.jspecify.annotations.NullMarked;
