/// Slipway as a user has it, in processes of its own: start from [Program].
@NullMarked
package dev.slipway.bench.program;

import org.jspecify.annotations.NullMarked;
