package dev.slipway.app;

import dev.slipway.app.cli.SlipwayCommand;

/// Starts the program.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Logging.configure();
    System.exit(SlipwayCommand.run(System.out, System.err, arguments));
  }
}
