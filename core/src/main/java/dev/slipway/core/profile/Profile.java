package dev.slipway.core.profile;

import dev.slipway.core.content.Digest;
import java.util.List;
import java.util.Optional;

/// An exact summary of a set of rows, per column. The same rows give the same profile, and so the same
/// digest, in whatever order they came and however they were split over replicas.
public record Profile(int schemaVersion, long rows, List<ColumnProfile> columns) {
  public static final int SCHEMA_VERSION = 1;

  public Profile {
    columns = List.copyOf(columns);
  }

  public Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  public Digest digest() {
    return Digest.of(toString());
  }
}
