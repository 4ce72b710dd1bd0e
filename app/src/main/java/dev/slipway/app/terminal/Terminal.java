package dev.slipway.app.terminal;

import dev.slipway.wire.json.Json;
import java.io.PrintStream;

/// Where a command writes: its result goes to standard output, as text or as JSON, and everything else
/// (progress, notes, warnings) to standard error, so that a result can always be piped.
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;

  public Terminal(PrintStream out, PrintStream err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  public boolean json() {
    return json;
  }

  /// Prints the result of the command: `value` as JSON where `--json` was given, else `text`.
  public void result(Object value, String text) {
    out.println(json ? Json.write(value) : text);
    out.flush();
  }

  /// A line of progress for people.
  public void note(String line) {
    err.println(line);
  }

  public void note(String format, Object... arguments) {
    note(format.formatted(arguments));
  }

  /// Whether a person is watching standard error, so that a progress bar makes sense.
  public boolean interactive() {
    return System.console() != null && System.console().isTerminal() && System.getenv("CI") == null;
  }

  public Progress progress(String task, long total) {
    return interactive() ? new Progress(task, total, err) : Progress.silent();
  }
}
