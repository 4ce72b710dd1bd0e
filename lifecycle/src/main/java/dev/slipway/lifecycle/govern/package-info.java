/// Who may do what to a model version, and the record of it: start at [Registrar].
@NullMarked
package dev.slipway.lifecycle.govern;

import org.jspecify.annotations.NullMarked;
