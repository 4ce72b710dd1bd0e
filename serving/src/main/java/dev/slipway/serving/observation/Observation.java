package dev.slipway.serving.observation;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.serving.plane.Call;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What is known of one request: what was asked, by whom, what answered it, and what came of it. Of the
/// request's own thread until it has ended, and unchanged from then on.
public final class Observation {
  static final ScopedValue<Observation> CURRENT = ScopedValue.newInstance();
  private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

  private final Instant at;
  private final long beganNanos = System.nanoTime();
  private final String method;
  private final String path;
  private final String httpVersion;
  private final @Nullable InetSocketAddress client;
  private final @Nullable String userAgent;
  private final @Nullable TraceContext parent;
  private @Nullable TraceContext trace;
  private @Nullable Call call;
  private @Nullable ErrorCode error;
  private int calls;
  private int grpcStatus = -1;
  private int status;
  private long replyBytes;
  private long nanos;

  Observation(ServerRequest request, Instant at) {
    this.at = at;
    this.method = request.prologue().method().text();
    this.path = request.prologue().uriPath().rawPath();
    this.httpVersion = request.prologue().protocolVersion();
    this.client = request.remotePeer().address() instanceof InetSocketAddress inet ? inet : null;
    this.userAgent = header(request, HeaderNames.USER_AGENT);
    this.parent = TraceContext.parse(header(request, TRACEPARENT)).orElse(null);
    this.trace = parent;
  }

  /// Says which call the running request is for; nothing where nobody observes.
  public static void answering(Call call) {
    if (CURRENT.isBound()) {
      CURRENT.get().call = call;
      CURRENT.get().calls++;
    }
  }

  /// Says with which status of gRPC the running request ends; nothing where nobody observes.
  public static void endedWith(int grpcStatus) {
    if (CURRENT.isBound()) {
      CURRENT.get().grpcStatus = grpcStatus;
    }
  }

  /// Says that the running request gets an error; nothing where nobody observes.
  public static void refused(ErrorCode code) {
    if (CURRENT.isBound()) {
      CURRENT.get().error = code;
    }
  }

  void end(ServerResponse response) {
    nanos = System.nanoTime() - beganNanos;
    status = response.isSent() ? response.status().code() : 0;
    replyBytes = response.isSent() ? response.bytesWritten() : 0;
  }

  public Instant at() {
    return at;
  }

  /// When it began by [System#nanoTime], the clock of the call's own times.
  public long beganNanos() {
    return beganNanos;
  }

  /// From the head of the request read to the reply written.
  public long nanos() {
    return nanos;
  }

  public String method() {
    return method;
  }

  /// The path without the query.
  public String path() {
    return path;
  }

  public String httpVersion() {
    return httpVersion;
  }

  /// Who connected, which may be a proxy; empty where it is no address of the network.
  public Optional<InetSocketAddress> client() {
    return Optional.ofNullable(client);
  }

  public Optional<String> userAgent() {
    return Optional.ofNullable(userAgent);
  }

  /// The trace that the request is part of, by its `traceparent` or by the tracer.
  public Optional<TraceContext> trace() {
    return Optional.ofNullable(trace);
  }

  /// Where in the trace the caller stood, if it said so.
  public Optional<TraceContext> parent() {
    return Optional.ofNullable(parent);
  }

  /// Replaces the trace of the caller by the span of this server in it.
  public void follow(TraceContext span) {
    trace = span;
  }

  /// What predicted, where the request was for a prediction and was routed; of a stream, the last.
  public Optional<Call> call() {
    return Optional.ofNullable(call);
  }

  /// How many predictions were asked for: more than one only by a stream.
  public int calls() {
    return calls;
  }

  /// The status of gRPC, where the request was one of its calls.
  public OptionalInt grpcStatus() {
    return grpcStatus < 0 ? OptionalInt.empty() : OptionalInt.of(grpcStatus);
  }

  /// Whether the caller got what it asked for; empty where no reply was sent.
  public Optional<Boolean> succeeded() {
    return status == 0 ? Optional.empty() : Optional.of(status < 400 && grpcStatus <= 0);
  }

  public Optional<ErrorCode> error() {
    return Optional.ofNullable(error);
  }

  /// The status of the reply; 0 where none was sent.
  public int status() {
    return status;
  }

  /// The length of the reply with its headers.
  public long replyBytes() {
    return replyBytes;
  }

  private static @Nullable String header(ServerRequest request, HeaderName name) {
    return request.headers().contains(name) ? request.headers().get(name).get() : null;
  }
}
