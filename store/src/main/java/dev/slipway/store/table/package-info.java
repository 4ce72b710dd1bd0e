/// Tables as files, read and written by DuckDB: start at [DuckTables] and [DataVersions].
@NullMarked
package dev.slipway.store.table;

import org.jspecify.annotations.NullMarked;
