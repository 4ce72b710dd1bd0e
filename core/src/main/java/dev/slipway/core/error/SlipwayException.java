package dev.slipway.core.error;

/// The one exception that crosses a boundary. Its message is written for the person who sees it: what
/// went wrong, with which value, and what to do next; never a stack trace, SQL or a path of the server.
///
/// Expected outcomes (a failed check, a release that holds) are values and never thrown.
public final class SlipwayException extends RuntimeException {
  private final ErrorCode code;

  public SlipwayException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public SlipwayException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  private SlipwayException(ErrorCode code, String message, boolean traced) {
    super(message, null, false, traced);
    this.code = code;
  }

  /// Without a stack trace, which costs more than all else where thousands of requests a second are turned away.
  public static SlipwayException untraced(ErrorCode code, String message) {
    return new SlipwayException(code, message, false);
  }

  public ErrorCode code() {
    return code;
  }

  /// The message, which is never absent here.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
