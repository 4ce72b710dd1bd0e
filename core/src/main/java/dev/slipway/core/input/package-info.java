/// What is wrong with the rows that a caller sent: start at [InputFaults].
@NullMarked
package dev.slipway.core.input;

import org.jspecify.annotations.NullMarked;
