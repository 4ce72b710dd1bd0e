/// Model files to scorers: start at [ModelFiles], which lists every format and tells them apart, and
/// [ModelInspector], which looks inside a file without running it.
@NullMarked
package dev.slipway.scoring;

import org.jspecify.annotations.NullMarked;
