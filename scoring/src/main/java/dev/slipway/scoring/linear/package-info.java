/// Models that are weighted sums: [LinearEngine]; logistic and softmax regression are that with a link
/// behind it.
@NullMarked
package dev.slipway.scoring.linear;

import org.jspecify.annotations.NullMarked;
