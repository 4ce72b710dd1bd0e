package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.coding.ContentCoding;
import dev.slipway.wire.json.JsonBuffer;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/// A prediction over HTTP, whatever the protocol: route, read, answer, log, reply. Thread-safe.
final class PredictionHandler implements Handler {
  static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final HeaderName IDS = HeaderNames.create("Slipway-Prediction-Ids");
  private static final Header RETRY = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");
  private static final System.Logger LOG = System.getLogger(PredictionHandler.class.getName());

  private final RepeatedHeader versions = new RepeatedHeader("Slipway-Model-Version");
  private final RepeatedHeader reasons = new RepeatedHeader("Slipway-Route-Reason");
  private final ServingPlane plane;
  private final Protocol protocol;

  PredictionHandler(ServingPlane plane, Protocol protocol) {
    this.plane = plane;
    this.protocol = protocol;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Call call;
    try {
      call = plane.open(protocol.address(request), Asked.deadline(request));
    } catch (SlipwayException e) {
      plane.refusals().count(e.code());
      refuse(request, response, new JsonBuffer(), e.code(), e.getMessage(), List.of());
      return;
    }
    Observation.answering(call);
    try (call) {
      response.header(versions.of(Integer.toString(call.version().id().number())));
      response.header(reasons.of(call.reason()));
      answer(request, response, call);
    }
  }

  private void answer(ServerRequest request, ServerResponse response, Call call) {
    JsonBuffer out = call.workspace().reply();
    Protocol.Exchange exchange;
    try {
      int length = RequestBody.read(request, call, plane.limits().maxBodyBytes());
      exchange = protocol.exchange(request);
      call.answer(exchange, length);
      exchange.reply(call, out);
      call.answered();
    } catch (SlipwayException e) {
      call.failed(e.code());
      out.clear();
      List<InputFault> faults =
          e.code() == ErrorCode.INVALID_ROW ? call.workspace().faults().kept() : List.of();
      refuse(request, response, out, e.code(), e.getMessage(), faults);
      return;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      call.failed(ErrorCode.INTERNAL);
      out.clear();
      refuse(
          request,
          response,
          out,
          ErrorCode.INTERNAL,
          "the server failed on this request; its log has the cause",
          List.of());
      return;
    }
    if (protocol.idsInHeader()) {
      response.header(IDS, call.ids());
    }
    exchange.describe(response);
    boolean last = plane.draining() && isHttp1(request);
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    Optional<ContentCoding> coding =
        ContentCoding.accepted(Asked.header(request, HeaderNames.ACCEPT_ENCODING), out.length());
    if (coding.isEmpty()) {
      response.send(out.bytes(), 0, out.length());
    } else {
      response.header(HeaderNames.CONTENT_ENCODING, coding.get().label());
      response.send(coding.get().encoded(out.bytes(), out.length()));
    }
    if (last) {
      throw new CloseConnectionException("the server stops; the caller connects to another");
    }
  }

  /// Whether a connection has one request at a time, and so may be closed after it by a header.
  private static boolean isHttp1(ServerRequest request) {
    return request.prologue().protocolVersion().startsWith("1");
  }

  private void refuse(
      ServerRequest request,
      ServerResponse response,
      JsonBuffer out,
      ErrorCode code,
      String message,
      List<InputFault> faults) {
    Observation.refused(code);
    protocol.error(out, code, message, faults);
    response.status(Status.create(protocol.status(code)));
    response.header(JSON);
    if (code == ErrorCode.PAYLOAD_TOO_LARGE && isHttp1(request)) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    if (code == ErrorCode.OVERLOADED || code == ErrorCode.NOT_READY) {
      response.header(RETRY);
    }
    response.send(out.bytes(), 0, out.length());
    if (code == ErrorCode.PAYLOAD_TOO_LARGE) {
      throw new CloseConnectionException("a body that is too long is not read to its end");
    }
  }
}
