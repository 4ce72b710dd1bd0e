/// Files that survive a crash whole or not at all: start at [Disk].
@NullMarked
package dev.slipway.store.disk;

import org.jspecify.annotations.NullMarked;
