/// Judges a package before it may be registered, and proves that one is what it says: start at [Checker]
/// and [PackageVerifier].
@NullMarked
package dev.slipway.lifecycle.check;

import org.jspecify.annotations.NullMarked;
