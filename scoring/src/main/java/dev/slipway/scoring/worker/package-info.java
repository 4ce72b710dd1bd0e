/// Models that only Python can run, served by supervised processes: start at [PythonModels]. A process is in
/// `process`, several that keep each other's place in `pool`, what goes over their sockets in `frame`.
/// Nothing here runs unless whoever operates Slipway allowed it.
@NullMarked
package dev.slipway.scoring.worker;

import org.jspecify.annotations.NullMarked;
