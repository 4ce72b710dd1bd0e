/// What a kind of model file must offer to be scored and inspected: [ModelFormat]. The formats are listed
/// in `dev.slipway.scoring.ModelFiles`.
@NullMarked
package dev.slipway.scoring.format;

import org.jspecify.annotations.NullMarked;
