/// Exact, mergeable summaries of rows: start at [Profiler] and [Profile].
@NullMarked
package dev.slipway.core.profile;

import org.jspecify.annotations.NullMarked;
