/// What a model takes and gives: [Signature], and [Scorer], the one interface that every format is compiled to.
@NullMarked
package dev.slipway.core.model;

import org.jspecify.annotations.NullMarked;
