package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.serving.http.Asked;
import dev.slipway.serving.observation.Observation;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.plane.RequestDecoder;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.openinference.AskedModel;
import dev.slipway.wire.openinference.InferMessage;
import dev.slipway.wire.openinference.InferRequest;
import dev.slipway.wire.predict.ErrorReply;
import dev.slipway.wire.protobuf.MessageWriter;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `ModelInfer`, and Triton's `ModelStreamInfer`: predictions, one by one or in a row. Thread-safe.
final class InferenceMethods {
  private static final HeaderName VERSION = HeaderNames.create("slipway-model-version");
  private static final HeaderName REASON = HeaderNames.create("slipway-route-reason");
  private static final HeaderName IDS = HeaderNames.create("slipway-prediction-ids");
  private static final int ERROR_MESSAGE = 1;
  private static final int INFER_RESPONSE = 2;

  private final ServingPlane plane;

  InferenceMethods(ServingPlane plane) {
    this.plane = plane;
  }

  void infer(GrpcCall exchange) {
    byte[] message = exchange.message();
    try (Call call = open(exchange, message)) {
      exchange.header(VERSION, Integer.toString(call.version().id().number()));
      exchange.header(REASON, call.reason());
      JsonBuffer out = call.workspace().reply();
      GrpcCall.begin(out);
      InferRequest request = answer(exchange, call, message);
      write(call, request, new MessageWriter(out));
      call.answered();
      exchange.header(IDS, call.ids());
      exchange.reply(out);
    }
  }

  /// Answers each request as it comes. One that fails has its error in its own reply, and the row goes on.
  void inferEach(GrpcCall exchange) {
    byte[] message = exchange.next();
    while (message != null) {
      answerOne(exchange, message);
      message = exchange.next();
    }
    exchange.finish();
  }

  private void answerOne(GrpcCall exchange, byte[] message) {
    try (Call call = open(exchange, message)) {
      JsonBuffer out = call.workspace().reply();
      GrpcCall.begin(out);
      InferRequest request = answer(exchange, call, message);
      new MessageWriter(out).message(INFER_RESPONSE, body -> write(call, request, body));
      call.answered();
      exchange.send(out);
    } catch (SlipwayException e) {
      exchange.refused(e.code());
      if (exchange.cancellation().cancelled()) {
        throw exchange.abandon();
      }
      JsonBuffer out = new JsonBuffer();
      GrpcCall.begin(out);
      new MessageWriter(out).text(ERROR_MESSAGE, e.getMessage());
      exchange.send(out);
    }
  }

  private Call open(GrpcCall exchange, byte[] message) {
    exchange.routed(false);
    Deadline deadline = exchange.deadline();
    GrpcTimeout.requireTimeLeft(deadline);
    AskedModel model = AskedModel.read(message, message.length);
    String version = model.version().isEmpty() ? null : model.version();
    Call call = plane.open(Asked.of(exchange.request(), model.name(), version), deadline);
    Observation.answering(call);
    exchange.routed(true);
    return call;
  }

  /// Scores the request, or counts its error and throws it with all that is wrong in its message.
  private static InferRequest answer(GrpcCall exchange, Call call, byte[] message) {
    Decoder decoder = new Decoder();
    call.workspace().takeBody(message);
    call.heed(exchange.cancellation());
    try {
      call.requireBodyRoom(message.length);
      call.answer(decoder, message.length);
      return decoder.request();
    } catch (SlipwayException e) {
      call.failed(e.code());
      if (e.code() != ErrorCode.INVALID_ROW) {
        throw e;
      }
      String line = ErrorReply.line(e.getMessage(), call.workspace().faults().kept());
      throw new SlipwayException(e.code(), line, e);
    }
  }

  /// Reads a `ModelInferRequest`.
  private static final class Decoder implements RequestDecoder {
    private @Nullable InferRequest read;

    InferRequest request() {
      return Objects.requireNonNull(read);
    }

    @Override
    public int decode(
        byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
      InferRequest request = InferRequest.message(body, length, workspace.tensors());
      read = request;
      return request.fill(version.reader(), workspace.rows(), workspace.faults(), limits.maxRows());
    }

    @Override
    public long timeoutMicros() {
      return request().timeoutMicros();
    }
  }

  private static void write(Call call, InferRequest request, MessageWriter out) {
    try {
      InferMessage.write(
          out,
          call.endpoint(),
          Integer.toString(call.version().id().number()),
          request.id().orElse(call.id(0)),
          request,
          call.version().signature().output(),
          call.workspace().scores(),
          call.requestRows());
    } catch (SlipwayException e) {
      call.failed(e.code());
      throw e;
    }
  }
}
