/// Where objects are made, by hand and in reading order: [Workshop] for what works on a folder,
/// [RunningServer] for a server.
@NullMarked
package dev.slipway.app.wiring;

import org.jspecify.annotations.NullMarked;
