package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.DataVersion;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The versions of a project's data. Rows and schema are remembered by digest, so that data is read once
/// in its life.
final class DataVersions {
  private final ProjectDisk disk;
  private final ContentDigests digests;
  private final TableFiles tables;

  DataVersions(ProjectDisk disk, ContentDigests digests, TableFiles tables) {
    this.disk = disk;
    this.digests = digests;
    this.tables = tables;
  }

  DataVersion of(String name, String path) {
    if (!disk.exists(disk.at(path))) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the data '%s' is missing: '%s' does not exist".formatted(name, path));
    }
    Digest digest = digests.of(disk.at(path));
    Path memory = disk.own("data").resolve(digest.hex());
    List<String> lines = disk.lines(memory);
    if (lines.isEmpty()) {
      Table table = tables.read(disk.at(path));
      if (table.rows() == 0) {
        throw new SlipwayException(
            ErrorCode.INVALID_DATA, "the data '%s' (%s) has no rows".formatted(name, path));
      }
      lines = lines(table);
      disk.write(memory, String.join("\n", lines) + "\n");
    }
    return parse(name, path, digest, lines);
  }

  private static List<String> lines(Table table) {
    List<String> lines = new ArrayList<>();
    lines.add(String.valueOf(table.rows()));
    for (Column column : table.schema().columns()) {
      lines.add(column.type() + " " + column.name());
    }
    return lines;
  }

  private static DataVersion parse(String name, String path, Digest digest, List<String> lines) {
    List<Column> columns = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      columns.add(
          new Column(line.substring(space + 1), ColumnType.valueOf(line.substring(0, space))));
    }
    return new DataVersion(
        name, digest, Long.parseLong(lines.getFirst()), new Schema(columns), path);
  }
}
