/// Writes a line for every request, in the Elastic Common Schema: start at [AccessLog].
@NullMarked
package dev.slipway.serving.access;

import org.jspecify.annotations.NullMarked;
