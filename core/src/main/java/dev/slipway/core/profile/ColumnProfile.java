package dev.slipway.core.profile;

import dev.slipway.core.table.ColumnType;

/// The summary of one column.
public record ColumnProfile(String name, ColumnType type, long count, long nulls) {}
