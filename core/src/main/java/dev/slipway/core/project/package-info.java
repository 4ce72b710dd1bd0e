/// A project as its slipway.yaml says: start at [Project].
@NullMarked
package dev.slipway.core.project;

import org.jspecify.annotations.NullMarked;
