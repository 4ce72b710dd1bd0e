/// Moving a version to an endpoint step by step, each step decided on evidence: start at [Releaser], which
/// acts, and [Decider], which decides.
@NullMarked
package dev.slipway.lifecycle.release;

import org.jspecify.annotations.NullMarked;
