package dev.slipway.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.wire.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Debian's gRPC client for Python, with messages that `protoc` made of the files that the server tells of.
/// Where `python3-grpcio`, `python3-protobuf` or `protobuf-compiler` is not installed the test is skipped, or
/// fails if `SLIPWAY_REQUIRE_PYTHON=1` or `CI=true`.
final class PythonClient implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String SERVED = "../wire/src/main/resources/dev/slipway/wire/reflection";
  private static final String SERVICE = "/inference.GRPCInferenceService/";

  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  /// @param temp where the classes of the messages are put
  PythonClient(Path temp, int port) {
    boolean there =
        status(PYTHON, "-c", "import grpc, google.protobuf") == 0
            && status("protoc", "--version") == 0;
    if ("1".equals(System.getenv("SLIPWAY_REQUIRE_PYTHON")) || "true".equals(System.getenv("CI"))) {
      assertThat(there).as("%s can import grpc, and protoc is there", PYTHON).isTrue();
    }
    assumeThat(there).as("%s can import grpc, and protoc is there", PYTHON).isTrue();
    assertThat(
            status(
                "protoc",
                "--python_out=" + temp,
                "-I" + SERVED,
                "inference.proto",
                "health.proto",
                "reflection.proto"))
        .isZero();
    try {
      process =
          new ProcessBuilder(
                  PYTHON, "src/test/python/grpc_client.py", temp.toString(), Integer.toString(port))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    to = process.outputWriter();
    from = process.inputReader();
  }

  private static int status(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      return 127;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The outcome of a call of the inference service: `code`, `details`, `replies`, `metadata`.
  JsonNode infer(String request, Map<String, ?> more) {
    return call("ModelInfer", "ModelInfer", request, more);
  }

  /// @param messages what the names of the request's and the reply's message start with
  JsonNode call(String method, String messages, String request, Map<String, ?> more) {
    Map<String, Object> call = new TreeMap<>(more);
    call.put("method", method.startsWith("/") ? method : SERVICE + method);
    call.put("messages", messages + "Request");
    call.put("reply", messages + "Response");
    call.put("request", Json.mapper().readTree(request));
    return send(Json.mapper().writeValueAsString(call));
  }

  /// The outcome of a stream of requests.
  JsonNode inferEach(List<String> requests) {
    return send(
        """
        {"method":"%sModelStreamInfer","messages":"ModelInferRequest",
         "reply":"ModelStreamInferResponse","requests":%s}\
        """
            .formatted(SERVICE, requests)
            .replace('\n', ' '));
  }

  /// What a client learns that knows nothing but reflection, and what it is answered.
  static JsonNode reflect(Path temp, int port, String version, String request) {
    try {
      Process client =
          new ProcessBuilder(
                  PYTHON,
                  "src/test/python/reflection_client.py",
                  temp.toString(),
                  Integer.toString(port),
                  version)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (Writer to = client.outputWriter()) {
        to.write(request);
      }
      return Json.mapper().readTree(client.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(String call) {
    try {
      to.write(call.replace('\n', ' ') + "\n");
      to.flush();
      String line = from.readLine();
      assertThat(line)
          .as("outcome of " + call.substring(0, Math.min(200, call.length())))
          .isNotNull();
      return Json.mapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
