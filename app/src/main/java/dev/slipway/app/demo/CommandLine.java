package dev.slipway.app.demo;

import java.io.PrintStream;

/// The program's own commands, run as a user would run them.
public interface CommandLine {
  /// Runs one command and returns its exit code.
  int run(PrintStream out, PrintStream err, String... arguments);
}
