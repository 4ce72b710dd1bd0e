package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageWriter;
import io.helidon.webserver.http.ServerRequest;
import java.util.concurrent.Semaphore;

/// The protocol `grpc.health.v1`, of which a service is the server as a whole (the empty name), the inference
/// service, or an endpoint of production. Thread-safe.
final class HealthMethods {
  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;
  private static final int SERVICE_UNKNOWN = 3;
  private static final int WATCHERS = 1_000;
  private static final int LOOK_MILLIS = 200;

  /// A watcher is told again after so many looks, since only writing shows that its network is gone.
  private static final int LOOKS_TO_REPEAT = 100;

  private final ServingPlane plane;
  private final Semaphore watchers = new Semaphore(WATCHERS);

  HealthMethods(ServingPlane plane) {
    this.plane = plane;
  }

  void check(ServerRequest request, byte[] message, MessageWriter reply) {
    String service = service(message);
    int status = status(service);
    if (status == SERVICE_UNKNOWN) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "there is no service and no endpoint '%s'".formatted(service));
    }
    reply.number(1, status);
  }

  /// Tells the status and each change of it, until the server stops.
  void watch(GrpcCall call) {
    String service = service(call.message());
    if (!watchers.tryAcquire()) {
      throw new SlipwayException(
          ErrorCode.OVERLOADED,
          "%d calls watch already; ask with Check instead".formatted(WATCHERS));
    }
    try {
      int told = -1;
      int looks = 0;
      boolean wasReady = false;
      while (!call.cancellation().cancelled()) {
        boolean ready = plane.ready();
        int status = status(service);
        if (status != told || looks == LOOKS_TO_REPEAT) {
          tell(call, status);
          told = status;
          looks = 0;
        }
        if (wasReady && !ready) {
          throw new SlipwayException(ErrorCode.NOT_READY, "the server stops");
        }
        wasReady = ready;
        looks++;
        Thread.sleep(LOOK_MILLIS);
      }
      throw call.abandon();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.NOT_READY, "the server stops");
    } finally {
      watchers.release();
    }
  }

  private static void tell(GrpcCall call, int status) {
    JsonBuffer out = new JsonBuffer();
    GrpcCall.begin(out);
    new MessageWriter(out).number(1, status);
    call.send(out);
  }

  private int status(String service) {
    boolean known =
        service.isEmpty()
            || service.equals(GrpcRoutes.INFERENCE)
            || plane.served(Environment.PRODUCTION).stream()
                .anyMatch(served -> served.endpoint().equals(service));
    if (!known) {
      return SERVICE_UNKNOWN;
    }
    return plane.ready() ? SERVING : NOT_SERVING;
  }

  private static String service(byte[] message) {
    MessageReader in = MessageReader.of(message, message.length);
    String service = "";
    while (in.next()) {
      if (in.field() == 1) {
        service = in.text();
      } else {
        in.skip();
      }
    }
    return service;
  }
}
