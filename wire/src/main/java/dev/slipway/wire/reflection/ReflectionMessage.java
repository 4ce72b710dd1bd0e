package dev.slipway.wire.reflection;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageWriter;
import java.util.List;
import java.util.Optional;

/// Answers a `ServerReflectionRequest` by a `ServerReflectionResponse`, in which errors stand too.
public final class ReflectionMessage {
  private static final int NOTHING_ASKED = 0;
  private static final int FILE = 3;
  private static final int SYMBOL = 4;
  private static final int EXTENSION = 5;
  private static final int EXTENSIONS = 6;
  private static final int SERVICES = 7;

  private ReflectionMessage() {}

  public static void answer(ProtoFiles files, byte[] request, MessageWriter reply) {
    MessageReader in = MessageReader.of(request, request.length);
    String host = "";
    int asked = NOTHING_ASKED;
    String subject = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> host = in.text();
        case FILE, SYMBOL, EXTENSIONS, SERVICES -> {
          asked = in.field();
          subject = in.text();
        }
        case EXTENSION -> {
          asked = EXTENSION;
          in.skip();
        }
        default -> in.skip();
      }
    }
    reply.text(1, host).bytes(2, request.length);
    reply.out().raw(request);
    switch (asked) {
      case FILE -> file(reply, files.named(subject), "file", subject);
      case SYMBOL -> file(reply, files.declaring(subject), "symbol", subject);
      case EXTENSIONS -> extensions(reply, files, subject);
      case SERVICES -> services(reply, files.services());
      case EXTENSION -> error(reply, ErrorCode.NOT_FOUND, "no message here has extensions");
      default ->
          error(
              reply,
              ErrorCode.INVALID_ARGUMENT,
              "the request asks for nothing; ask with list_services what there is");
    }
  }

  private static void file(
      MessageWriter reply, Optional<ProtoFile> found, String kind, String name) {
    if (found.isEmpty()) {
      error(
          reply,
          ErrorCode.NOT_FOUND,
          "there is no %s '%s'; ask with list_services what there is".formatted(kind, name));
      return;
    }
    byte[] descriptor = found.get().descriptor();
    reply.message(
        4,
        body -> {
          body.bytes(1, descriptor.length);
          body.out().raw(descriptor);
        });
  }

  private static void extensions(MessageWriter reply, ProtoFiles files, String type) {
    if (files.declaring(type).isPresent()) {
      reply.message(5, body -> body.text(1, type));
    } else {
      error(reply, ErrorCode.NOT_FOUND, "there is no message '%s'".formatted(type));
    }
  }

  private static void services(MessageWriter reply, List<String> services) {
    reply.message(
        6, body -> services.forEach(name -> body.message(1, service -> service.text(1, name))));
  }

  private static void error(MessageWriter reply, ErrorCode code, String message) {
    reply.message(7, body -> body.number(1, code.grpcStatus()).text(2, message));
  }
}
