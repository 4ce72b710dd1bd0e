package dev.slipway.server.console;

import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.route.Environment;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.openapi.ExampleRow;
import dev.slipway.wire.openinference.ExampleMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The usual row asked over gRPC: by grpcurl, which learns the protocol from the server, and by Python.
final class GrpcCommands {
  private static final String METHOD = "inference.GRPCInferenceService/ModelInfer";

  private GrpcCommands() {}

  static List<Command> of(
      String address, String endpoint, Environment environment, ModelPackage contents) {
    URI server = URI.create(address);
    boolean tls = "https".equals(server.getScheme());
    ExampleMessage message =
        ExampleMessage.of(
            endpoint,
            contents.signature(),
            ExampleRow.of(contents.signature(), contents.profile()));
    return List.of(
        grpcurl(authority(server, tls), tls, environment, message),
        python(address, authority(server, tls), tls, environment, message));
  }

  /// Clients of gRPC want the port named.
  private static String authority(URI server, boolean tls) {
    return server.getPort() >= 0
        ? server.getAuthority()
        : server.getAuthority() + (tls ? ":443" : ":80");
  }

  private static Command grpcurl(
      String authority, boolean tls, Environment environment, ExampleMessage message) {
    String metadata =
        environment == Environment.PRODUCTION
            ? ""
            : " \\\n  -H " + Command.quoted("slipway-environment: " + environment.label());
    return new Command(
        "gRPC with grpcurl",
        METHOD,
        "grpcurl %s%s \\\n  -d %s \\\n  %s %s"
            .formatted(
                tls ? "" : "-plaintext",
                metadata,
                Command.quoted(Json.write(message.json())),
                authority,
                METHOD)
            .replace("grpcurl  ", "grpcurl "));
  }

  private static Command python(
      String address,
      String authority,
      boolean tls,
      Environment environment,
      ExampleMessage message) {
    String metadata =
        environment == Environment.PRODUCTION
            ? ""
            : ", metadata=[('slipway-environment', '%s')]".formatted(environment.label());
    String tensors =
        message.inputs().stream().map(GrpcCommands::tensor).collect(Collectors.joining(",\n"));
    return new Command(
        "gRPC from Python",
        METHOD,
        """
        curl -sO %s &&
        python3 -m grpc_tools.protoc -I. --python_out=. --grpc_python_out=. inference.proto &&
        python3 - <<'END'
        import grpc
        from inference_pb2 import ModelInferRequest
        from inference_pb2_grpc import GRPCInferenceServiceStub

        channel = grpc.%s
        print(GRPCInferenceServiceStub(channel).ModelInfer(ModelInferRequest(model_name=%s, inputs=[
        %s,
        ]), timeout=10%s))
        END\
        """
            .formatted(
                Command.quoted(address + "/inference.proto"),
                tls
                    ? "secure_channel('%s', grpc.ssl_channel_credentials())".formatted(authority)
                    : "insecure_channel('%s')".formatted(authority),
                literal(message.model()),
                tensors,
                metadata));
  }

  private static String tensor(ExampleMessage.Input input) {
    String value =
        switch (input.value()) {
          case String text -> bytes(text);
          case Boolean truth -> truth ? "True" : "False";
          default -> input.value().toString();
        };
    return "    {'name': %s, 'shape': [1], 'datatype': '%s', 'contents': {'%s': [%s]}}"
        .formatted(literal(input.name()), input.datatype(), input.field(), value);
  }

  private static String bytes(String text) {
    StringBuilder out = new StringBuilder("b'");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      out.append(plain(b) ? String.valueOf((char) b) : "\\x%02x".formatted(b));
    }
    return out.append('\'').toString();
  }

  private static String literal(String text) {
    StringBuilder out = new StringBuilder("'");
    text.codePoints()
        .forEach(c -> out.append(plain(c) ? Character.toString(c) : "\\U%08x".formatted(c)));
    return out.append('\'').toString();
  }

  /// Whether a character means itself within quotes of Python.
  private static boolean plain(int c) {
    return c >= ' ' && c < 0x7f && c != '\'' && c != '\\';
  }
}
