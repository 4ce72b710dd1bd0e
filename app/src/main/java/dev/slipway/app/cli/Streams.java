package dev.slipway.app.cli;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/// Makes the commands, handing the streams of this run to those that ask for them.
final class Streams implements IFactory {
  private final PrintStream out;
  private final PrintStream err;

  Streams(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == CommonOptions.class) {
      return type.cast(new CommonOptions(out, err));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
