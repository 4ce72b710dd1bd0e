/// Content addressing: [Digest] names bytes by their SHA-256.
@NullMarked
package dev.slipway.core.content;

import org.jspecify.annotations.NullMarked;
