/// The file form of profiles: [ProfileJson] reads what `Profile.canonical()` wrote.
@NullMarked
package dev.slipway.wire.profile;

import org.jspecify.annotations.NullMarked;
