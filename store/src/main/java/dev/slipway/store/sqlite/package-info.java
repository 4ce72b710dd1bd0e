/// The ports of core in one SQLite file: start at [Database], then the store of the port you look for.
@NullMarked
package dev.slipway.store.sqlite;

import org.jspecify.annotations.NullMarked;
