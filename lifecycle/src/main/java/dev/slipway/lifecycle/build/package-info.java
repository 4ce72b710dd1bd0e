/// Builds a project: data versions, split, stages, model package. Start at [Builder].
@NullMarked
package dev.slipway.lifecycle.build;

import org.jspecify.annotations.NullMarked;
