package dev.slipway.store.table;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Opens DuckDB in memory: without network, without extensions from elsewhere, within a memory limit, and
/// at UTC. The native library is loaded with the first connection.
public final class DuckDb {
  private DuckDb() {}

  /// With half of the memory that the JVM may take, and what does not fit in the temporary folder.
  public static Connection open() throws SQLException {
    return open(
        Math.max(512, Runtime.getRuntime().maxMemory() / 2 / 1_048_576) + "MiB",
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "slipway-spill-" + ProcessHandle.current().pid()));
  }

  /// A path as a literal of SQL.
  public static String literal(Path path) {
    return literal(path.toString());
  }

  /// A text as a literal of SQL.
  public static String literal(String text) {
    return TableSource.literal(text);
  }

  /// @param memory such as `2GB`; what does not fit is spilled to `spill`
  static Connection open(String memory, Path spill) throws SQLException {
    Connection connection;
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
    } catch (LinkageError | IllegalStateException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "DuckDB's native library cannot be loaded on this machine (%s %s): it needs a writable temporary folder with about 70 MB free"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET autoinstall_known_extensions=false");
      statement.execute("SET autoload_known_extensions=false");
      statement.execute("SET allow_community_extensions=false");
      statement.execute("SET memory_limit=" + TableSource.literal(memory));
      statement.execute("SET temp_directory=" + TableSource.literal(spill.toString()));
      statement.execute("SET TimeZone='UTC'");
      statement.execute("SET preserve_insertion_order=true");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
