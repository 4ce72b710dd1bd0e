package dev.slipway.app.cli;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.DataVersion;
import dev.slipway.store.table.DataVersions;
import dev.slipway.store.table.DuckTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one SQL query over files: the usual first stage of a build.
@Command(
    name = "sql",
    description = {
      "Run one SQL query (DuckDB's dialect) over Parquet, CSV or JSON files and write the result as a file.",
      "Nothing is downloaded and nothing but --output is written."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway sql sql/prepare.sql --input flights=data/history --output build/train.parquet"
    })
final class SqlCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The file with the query, or - for standard input.")
  private String query;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "NAME=PATH",
      required = true,
      description = "A file or folder that the query reads as table NAME; may be repeated.")
  private Map<String, Path> inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "PATH",
      required = true,
      description = "Where the result goes; .parquet, .csv, .json or .jsonl decides the format.")
  private Path output;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    DuckTables tables = new DuckTables();
    tables.sql(text(), inputs, output);
    DataVersion written = new DataVersions(tables).of("result", output);
    common
        .terminal()
        .result(
            written,
            "%,d rows to %s (%s)"
                .formatted(written.rows(), output, written.digest().abbreviated()));
    return 0;
  }

  private String text() {
    try {
      return query.equals("-")
          ? new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          : Files.readString(Path.of(query));
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "cannot read the query in %s".formatted(query), e);
    }
  }
}
