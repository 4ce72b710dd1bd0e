package dev.slipway.serving.grpc;

import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.protobuf.MessageWriter;
import dev.slipway.wire.reflection.ProtoFiles;
import dev.slipway.wire.reflection.ReflectionMessage;

/// `ServerReflectionInfo`: a stream of questions about the services, and as many answers.
final class ReflectionMethod {
  private ReflectionMethod() {}

  /// Read when first asked for, which most servers never are.
  private static final class Known {
    static final ProtoFiles FILES = ProtoFiles.read();
  }

  static void answerEach(GrpcCall call) {
    byte[] message = call.next();
    while (message != null) {
      JsonBuffer out = new JsonBuffer();
      GrpcCall.begin(out);
      ReflectionMessage.answer(Known.FILES, message, new MessageWriter(out));
      call.send(out);
      message = call.next();
    }
    call.finish();
  }
}
