/// Benchmarks: [Bench] runs them by name.
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
