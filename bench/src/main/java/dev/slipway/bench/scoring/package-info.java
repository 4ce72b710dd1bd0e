/// How fast models score, beside the libraries that trained them.
@NullMarked
package dev.slipway.bench.scoring;

import org.jspecify.annotations.NullMarked;
