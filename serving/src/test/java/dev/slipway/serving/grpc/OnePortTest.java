package dev.slipway.serving.grpc;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.ServingFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/1.1, HTTP/2 and gRPC on one port, by the JDK's client, curl and bytes.
class OnePortTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String INFER = "/inference.GRPCInferenceService/ModelInfer";

  @TempDir Path temp;
  private ServingFixture serving;
  private final HttpClient two = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

  @BeforeEach
  void start() throws Exception {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
    serving.plane.restore(new RouteTable(List.of()));
  }

  @AfterEach
  void stop() {
    two.close();
    serving.close();
  }

  @Test
  void restIsAnsweredTheSameInBothVersionsOfHttp() throws Exception {
    HttpResponse<String> first =
        send(request("/predict/flights").POST(BodyPublishers.ofString(ROW)).build());
    String second = curl("/predict/flights", ROW.getBytes(StandardCharsets.UTF_8), "-i");

    assertThat(first.version()).as("nobody is upgraded").isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second).startsWith("HTTP/2 200").contains("slipway-model-version: 1");
    assertThat(withoutId(second)).endsWith(withoutId(first.body()));
    serving.plane.drain();
    assertThat(curl("/predict/flights", ROW.getBytes(StandardCharsets.UTF_8), "-i"))
        .startsWith("HTTP/2 200");
  }

  @Test
  void aBodyOverTheLimitIsRefusedInHttp2Too() throws Exception {
    String refused = curl("/predict/flights", new byte[200_000], "-i");

    assertThat(refused).startsWith("HTTP/2 413").contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void aCallThatIsNoGrpcIsToldSoByHttp() throws Exception {
    HttpRequest.Builder json =
        request(INFER)
            .POST(BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json");
    assertThat(send(json.build()).statusCode()).isEqualTo(415);
    HttpResponse<String> old =
        send(grpc(request(INFER)).version(HttpClient.Version.HTTP_1_1).build());
    assertThat(old.statusCode()).isEqualTo(415);
    assertThat(old.body()).contains("call it over HTTP/2");
  }

  @Test
  void brokenMessagesAreToldInTrailers() throws Exception {
    assertStatus(new byte[0], 3, "the call has no message");
    assertStatus(new byte[] {0, 0, 0}, 3, "a message broke off");
    assertStatus(bytes("00 00000005 08"), 3, "a message broke off");
    assertStatus(bytes("07 00000000"), 3, "a message starts with 7");
    assertStatus(bytes("01 00000000"), 3, "a message starts with 1");
    assertStatus(bytes("00 7fffffff"), 8, "longer than the 100000 bytes");
    assertStatus(bytes("00 ffffffff"), 8, "longer than the 100000 bytes");
    assertStatus(bytes("00 00000001 0a"), 3, "breaks off within a number");
    assertStatus(bytes("00 00000002 0a7f"), 3, "says that it has 127 bytes, and 0 are left");
    assertStatus(bytes("00 00000001 00"), 3, "no field with the tag 0");
    assertStatus(bytes("00 00000003 0a01ff"), 3, "field 1 is not valid UTF-8");
    assertStatus(bytes("00 00000002 0801"), 3, "field 1 has the form 0, expected 2");
    assertStatus(bytes("00 00000001 0b"), 3, "field 1 has the form 3, expected 2");
    assertStatus(bytes("00 0000000c 40ffffffffffffffffffffff"), 3, "more than ten bytes");
    assertStatus(bytes("00 00000000"), 5, "no endpoint ''");
    assertThat(send(request("/v2/health/ready").build()).statusCode()).isEqualTo(200);
  }

  @Test
  void deadlinesAndCompressionAreReadAsTheProtocolWritesThem() throws Exception {
    byte[] empty = bytes("00 00000000");
    assertThat(call(empty, "grpc-timeout: 1n")).contains("grpc-status: 4");
    assertThat(call(empty, "grpc-timeout: 0S")).contains("grpc-status: 4");
    assertThat(call(empty, "grpc-timeout: 99999999H")).contains("grpc-status: 5");
    for (String wrong : List.of("S", "5", "-1S", "1x", "999999999S", "1 S")) {
      assertThat(call(empty, "grpc-timeout: " + wrong)).as(wrong).contains("grpc-status: 3");
    }
    assertThat(call(empty, "grpc-encoding: snappy"))
        .contains("grpc-status: 12", "grpc-accept-encoding: identity, gzip");
    assertThat(call(bytes("01 00000002 ffff"), "grpc-encoding: gzip"))
        .contains("grpc-status: 3", "not valid gzip");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[5_000_000]);
    }
    ByteBuffer framed = ByteBuffer.allocate(5 + bomb.size());
    framed.put((byte) 1).putInt(bomb.size()).put(bomb.toByteArray());
    assertThat(call(framed.array(), "grpc-encoding: gzip")).contains("grpc-status: 8");
  }

  @Test
  void aClientMayStartWithHttp2AtOnce() throws IOException {
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", serving.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(preface.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes("000000 04 00 00000000"));
      out.flush();
      InputStream in = socket.getInputStream();
      byte[] frame = in.readNBytes(9);
      assertThat(frame[3]).as("a SETTINGS frame").isEqualTo((byte) 4);
    }
  }

  private void assertStatus(byte[] body, int status, String message) throws Exception {
    assertThat(call(body))
        .contains("HTTP/2 200", "content-type: application/grpc", "grpc-status: " + status)
        .contains(message);
  }

  /// The headers and trailers of a call, as curl shows them.
  private String call(byte[] body, String... headers) throws Exception {
    List<String> options = new ArrayList<>(List.of("-o", "/dev/null", "-D", "-"));
    options.addAll(List.of("-H", "Content-Type: application/grpc", "-H", "TE: trailers"));
    for (String header : headers) {
      options.addAll(List.of("-H", header));
    }
    return curl(INFER, body, options.toArray(String[]::new));
  }

  /// What curl shows of a POST over HTTP/2, begun without asking.
  private String curl(String path, byte[] body, String... options) throws Exception {
    Path file = Files.write(temp.resolve("body"), body);
    List<String> command = new ArrayList<>(List.of("curl", "-s", "--http2-prior-knowledge"));
    command.addAll(List.of("-m", "20", "--data-binary", "@" + file));
    command.addAll(List.of(options));
    command.add(serving.uri(path).toString());
    Process curl = new ProcessBuilder(command).start();
    return new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static HttpRequest.Builder grpc(HttpRequest.Builder request) {
    return request
        .POST(BodyPublishers.ofByteArray(new byte[5]))
        .header("Content-Type", "application/grpc");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(serving.uri(path)).version(HttpClient.Version.HTTP_2);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return two.send(request, BodyHandlers.ofString());
  }

  private static String withoutId(String body) {
    return body.replaceAll("\"id\":\"[^\"]*\"", "");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
