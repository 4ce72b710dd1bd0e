package dev.slipway.app.cli;

import dev.slipway.app.wiring.Version;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.Json;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The program's root command: every subcommand stands in this list, in the order of a model's life.
@Command(
    name = "slipway",
    description = "Takes a machine-learning model from data to a watched production service.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      BuildCommand.class,
      CheckCommand.class,
      PushCommand.class,
      ApproveCommand.class,
      ReleaseCommand.class,
      RollbackCommand.class,
      StatusCommand.class,
      PredictCommand.class,
      FeedbackCommand.class,
      VerifyCommand.class,
      InspectCommand.class,
      ExpectationsCommand.class,
      ServeCommand.class,
      ServerCommand.class,
      SqlCommand.class,
      TrainCommand.class,
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the command worked and its answer is no (a check failed, a release was"
          + " rolled back); 2 wrong input; 3 not found; 4 conflict; 5 unsupported model; 6 corrupt model or"
          + " package; 7 a stage failed; 8 timed out; 9 no server, or it is overloaded; 10 the machine lacks"
          + " something (disk, port, library); 70 a bug of Slipway; 130 interrupted.",
      "",
      "Start here:  slipway demo"
    })
public final class SlipwayCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /// The exit code for an answer that is no.
  static final int NEGATIVE = 1;

  /// Runs one command and returns its exit code.
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    CommandLine line = new CommandLine(new SlipwayCommand(), new Streams(out, err));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(SlipwayCommand::wrongUsage);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(failure, err, List.of(arguments)));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int wrongUsage(ParameterException failure, String[] arguments) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("slipway: " + failure.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println(
          "Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    }
    return ErrorCode.INVALID_ARGUMENT.exitCode();
  }

  private static int failed(Exception failure, PrintStream err, List<String> arguments) {
    SlipwayException known =
        failure instanceof SlipwayException slipway
            ? slipway
            : new SlipwayException(
                ErrorCode.INTERNAL,
                "this is a bug in Slipway: %s. Please report it with the lines above."
                    .formatted(failure),
                failure);
    if (known.code() == ErrorCode.INTERNAL || System.getenv("SLIPWAY_TRACE") != null) {
      failure.printStackTrace(err);
    }
    if (arguments.contains("--json")) {
      err.println(
          Json.write(
              Map.of("error", Map.of("code", known.code().name(), "message", known.getMessage()))));
    } else {
      err.println("slipway: " + known.getMessage());
    }
    return known.code().exitCode();
  }
}
