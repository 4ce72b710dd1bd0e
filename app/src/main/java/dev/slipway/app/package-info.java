/// The one runnable: [Main] is where every command starts.
@NullMarked
package dev.slipway.app;

import org.jspecify.annotations.NullMarked;
