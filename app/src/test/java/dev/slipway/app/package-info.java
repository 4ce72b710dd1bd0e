/// Tests of the whole program: its structure in [ArchitectureTest], then the commands, a server under
/// traffic and the demo.
@NullMarked
package dev.slipway.app;

import org.jspecify.annotations.NullMarked;
