/// The model package: start at [ModelPackage].
@NullMarked
package dev.slipway.core.modelpackage;

import org.jspecify.annotations.NullMarked;
