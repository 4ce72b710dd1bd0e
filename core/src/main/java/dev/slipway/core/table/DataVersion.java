package dev.slipway.core.table;

import dev.slipway.core.content.Digest;

/// A data file or folder at one moment: what its bytes are, how many rows it has and of which shape.
///
/// @param name what the project calls it, such as `flights` or `train`
/// @param source where it came from: a path relative to the project, or a URL
public record DataVersion(String name, Digest digest, long rows, Schema schema, String source) {}
