package dev.slipway.app.cli;

import dev.slipway.app.terminal.Terminal;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/// The options that every command has.
final class CommonOptions {
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--json",
      description = "Print the result as JSON on standard output.",
      scope = picocli.CommandLine.ScopeType.LOCAL)
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  CommonOptions(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  Terminal terminal() {
    return new Terminal(out, err, json);
  }
}
