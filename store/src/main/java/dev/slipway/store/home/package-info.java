/// The folder that a server keeps everything in: start at [Home].
@NullMarked
package dev.slipway.store.home;

import org.jspecify.annotations.NullMarked;
