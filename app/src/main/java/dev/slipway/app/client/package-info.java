/// What the command line says to a server: [ApiClient].
@NullMarked
package dev.slipway.app.client;

import org.jspecify.annotations.NullMarked;
