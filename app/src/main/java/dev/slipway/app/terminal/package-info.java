/// How the program talks to whoever started it: [Terminal] first.
@NullMarked
package dev.slipway.app.terminal;

import org.jspecify.annotations.NullMarked;
