/// Connections of HTTP/1.1 and HTTP/2 that no client can hold for longer than is fair. Start at
/// [Connections].
@NullMarked
package dev.slipway.serving.connection;

import org.jspecify.annotations.NullMarked;
