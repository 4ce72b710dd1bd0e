package dev.slipway.core.error;

/// The kind of an error. It fixes the HTTP status, the gRPC status, the exit code of the command line
/// and whose fault the error is, so that no caller has to translate.
///
/// Exit code 1 is no error: it is the negative outcome of a command that worked (a check that failed, a
/// release that was rolled back).
public enum ErrorCode {
  INVALID_ARGUMENT(400, 3, 2, Fault.CALLER),
  INVALID_PROJECT(400, 3, 2, Fault.CALLER),
  INVALID_DATA(422, 3, 2, Fault.CALLER),
  MALFORMED_REQUEST(400, 3, 2, Fault.CALLER),
  INVALID_ROW(422, 3, 2, Fault.CALLER),
  UNAUTHENTICATED(401, 16, 2, Fault.CALLER),
  FORBIDDEN(403, 7, 2, Fault.CALLER),
  PAYLOAD_TOO_LARGE(413, 8, 2, Fault.CALLER),
  UNSUPPORTED_MEDIA_TYPE(415, 3, 2, Fault.CALLER),
  NOT_FOUND(404, 5, 3, Fault.CALLER),
  METHOD_NOT_ALLOWED(405, 12, 2, Fault.CALLER),
  CONFLICT(409, 6, 4, Fault.CALLER),
  UNSUPPORTED_MODEL(422, 3, 5, Fault.CALLER),
  CORRUPT_MODEL(422, 3, 6, Fault.CALLER),
  CORRUPT_PACKAGE(422, 3, 6, Fault.CALLER),
  STAGE_FAILED(422, 9, 7, Fault.CALLER),
  TIMEOUT(504, 4, 8, Fault.SERVER),
  DEADLINE_EXCEEDED(504, 4, 8, Fault.CALLER),
  OVERLOADED(503, 14, 9, Fault.SERVER),
  NOT_READY(503, 14, 9, Fault.SERVER),
  UNREACHABLE(502, 14, 9, Fault.ENVIRONMENT),
  ENVIRONMENT(500, 9, 10, Fault.ENVIRONMENT),
  STORAGE(507, 8, 10, Fault.ENVIRONMENT),
  INSUFFICIENT_MEMORY(507, 8, 10, Fault.ENVIRONMENT),
  ADDRESS_IN_USE(500, 9, 10, Fault.ENVIRONMENT),
  HOME_IN_USE(500, 9, 10, Fault.ENVIRONMENT),
  INTERRUPTED(503, 1, 130, Fault.CALLER),
  INTERNAL(500, 13, 70, Fault.SERVER);

  private final int httpStatus;
  private final int grpcStatus;
  private final int exitCode;
  private final Fault fault;

  ErrorCode(int httpStatus, int grpcStatus, int exitCode, Fault fault) {
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
    this.exitCode = exitCode;
    this.fault = fault;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /// The numeric gRPC status code, as defined by the gRPC specification.
  public int grpcStatus() {
    return grpcStatus;
  }

  public int exitCode() {
    return exitCode;
  }

  public Fault fault() {
    return fault;
  }
}
