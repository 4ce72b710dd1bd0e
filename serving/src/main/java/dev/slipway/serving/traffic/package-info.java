/// Counts what every variant answers without slowing it: start at [TrafficBook].
@NullMarked
package dev.slipway.serving.traffic;

import org.jspecify.annotations.NullMarked;
