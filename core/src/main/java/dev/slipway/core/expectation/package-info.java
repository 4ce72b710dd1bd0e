/// What is expected of the values of a request: the limits that a project declares, and what training
/// saw. Start at [FieldRules].
@NullMarked
package dev.slipway.core.expectation;

import org.jspecify.annotations.NullMarked;
