package dev.slipway.server.console;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.Locale;

/// What is shown instead of a page that cannot be.
final class ProblemPage {
  private ProblemPage() {}

  /// @param code for bug reports
  record View(int status, String title, String message, String code) {}

  static View view(SlipwayException problem) {
    ErrorCode code = problem.code();
    String title =
        switch (code.fault()) {
          case CALLER -> code == ErrorCode.NOT_FOUND ? "Not here" : "That did not work";
          case SERVER -> "Slipway failed";
          case ENVIRONMENT -> "The machine failed";
        };
    return new View(
        code.httpStatus(), title, problem.getMessage(), code.name().toLowerCase(Locale.ROOT));
  }
}
