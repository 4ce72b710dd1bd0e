/// The example projects that the program carries: start at [Examples].
@NullMarked
package dev.slipway.app.example;

import org.jspecify.annotations.NullMarked;
