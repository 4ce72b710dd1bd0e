/// Work that is done over and over for as long as a server runs: [Rounds].
@NullMarked
package dev.slipway.lifecycle.rounds;

import org.jspecify.annotations.NullMarked;
