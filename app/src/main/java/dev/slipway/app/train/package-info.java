/// Training inside the JVM, for projects without Python: start at [XgboostTraining].
@NullMarked
package dev.slipway.app.train;

import org.jspecify.annotations.NullMarked;
