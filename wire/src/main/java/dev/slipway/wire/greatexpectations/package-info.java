/// Suites of expectations in the JSON of Great Expectations 1.x: start at [ExportedSuite] for writing and at
/// [ImportedSuite] for reading.
@NullMarked
package dev.slipway.wire.greatexpectations;

import org.jspecify.annotations.NullMarked;
