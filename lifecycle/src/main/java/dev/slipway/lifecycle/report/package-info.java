/// Check reports for people: start at [Reports].
@NullMarked
package dev.slipway.lifecycle.report;

import org.jspecify.annotations.NullMarked;
