package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The same hostile bodies in every form of a request: each is refused as its protocol refuses, and the next
/// request is answered.
final class HostileBodyTest {
  /// A form of a request for one row; `@` stands for the distance.
  private enum Form {
    PLAIN("/predict/flights", "application/json", "{\"distance\":@,\"origin\":\"ATL\"}"),
    PLAIN_LIST("/predict/flights", "application/json", "[{\"distance\":@,\"origin\":\"ATL\"}]"),
    OPEN_INFERENCE(
        "/v2/models/flights/infer",
        "application/json",
        """
        {"inputs":[{"name":"distance","shape":[1],"datatype":"INT64","data":[@]},\
        {"name":"origin","shape":[1],"datatype":"BYTES","data":["ATL"]}]}\
        """),
    KSERVE(
        "/v1/models/flights:predict",
        "application/json",
        "{\"instances\":[{\"distance\":@,\"origin\":\"ATL\"}]}"),
    SPLIT(
        "/invocations",
        "application/json",
        "{\"dataframe_split\":{\"columns\":[\"distance\",\"origin\"],\"data\":[[@,\"ATL\"]]}}"),
    RECORDS(
        "/invocations",
        "application/json",
        "{\"dataframe_records\":[{\"distance\":@,\"origin\":\"ATL\"}]}"),
    INSTANCES(
        "/invocations",
        "application/json",
        "{\"instances\":[{\"distance\":@,\"origin\":\"ATL\"}]}"),
    INPUTS(
        "/invocations", "application/json", "{\"inputs\":{\"distance\":[@],\"origin\":[\"ATL\"]}}"),
    CSV("/invocations", "text/csv", "distance,origin\n@,ATL\n"),
    LINES("/invocations", "application/jsonlines", "{\"distance\":@,\"origin\":\"ATL\"}\n");

    private final String path;
    private final String type;
    private final String body;

    Form(String path, String type, String body) {
      this.path = path;
      this.type = type;
      this.body = body;
    }

    String with(String distance) {
      return body.replace("@", distance);
    }

    /// Every member of the outermost object twice, or every column.
    String twice() {
      return this == CSV
          ? "distance,origin,distance\n1,ATL,1\n"
          : with("1").replaceFirst("\\{(.*)}", "{$1,$1}");
    }

    /// Whether an error is told as the protocol's clients read it.
    boolean tells(JsonNode reply) {
      return switch (this) {
        case PLAIN, PLAIN_LIST ->
            reply.path("error").path("code").isString()
                && reply.path("error").path("message").isString();
        case OPEN_INFERENCE, KSERVE -> reply.path("error").isString();
        case SPLIT, RECORDS, INSTANCES, INPUTS, CSV, LINES ->
            reply.path("error_code").isString() && reply.path("message").isString();
      };
    }
  }

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    for (int i = 0; i < 500 && serving.plane.inFlight() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(serving.plane.inFlight()).isZero();
    serving.close();
  }

  @ParameterizedTest
  @EnumSource
  void numbersThatAreNoneAreRefused(Form form) {
    for (String number :
        List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "1e999",
            "-1e999",
            "9".repeat(10_000),
            "0.1" + "9".repeat(10_000),
            "1e" + "9".repeat(10_000),
            "0x10",
            "1_000",
            "--1",
            "\"\"",
            "{}",
            "[".repeat(10_000) + "]".repeat(10_000),
            "[".repeat(10_000))) {
      assertRefused(form, form.with(number), number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[4294967297]",
        "[9223372036854775807]",
        "[9223372036854775808]",
        "[4294967296,4294967296]",
        "[3037000500,3037000500]",
        "[2,4611686018427387905]",
        "[65536,65536,65536,65536]",
        "[0]",
        "[0,9223372036854775807]",
        "[-1]",
        "[-1,-1]",
        "[1.5]",
        "[1e3]",
        "[\"1\"]",
        "[[1]]",
        "[null]",
        "[]",
        "{}",
        "1",
        "null",
      })
  void shapesThatOverflowOrAreNoneAreRefused(String shape) {
    String body = Form.OPEN_INFERENCE.with("1").replaceFirst("\\[1]", shape);
    assertRefused(Form.OPEN_INFERENCE, body, shape);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSaidTwiceIsRefused(Form form) {
    assertRefused(form, form.twice(), "twice");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotWholeIsRefused(Form form) {
    String whole = form.with("1").strip();
    for (int length = 0; length < whole.length(); length += 1 + length / 8) {
      if (form != Form.CSV || length < whole.indexOf('\n') + 2) {
        assertRefused(form, whole.substring(0, length), "of " + length);
      }
    }
    for (String body : List.of("null", "7", "\"text\"", "[]", "{}", "\u0000", "{\"a\":1}")) {
      assertRefused(form, body, body);
    }
    assertRefused(form, "[".repeat(10_000), "nested lists");
    assertRefused(form, "{\"a\":".repeat(10_000), "nested objects");
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatAreNoUtf8AreRefused(Form form) {
    for (int[] bytes :
        new int[][] {{0xff}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}, {0xe2}}) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      String[] parts = form.with("1").split("ATL", -1);
      body.writeBytes(parts[0].getBytes(StandardCharsets.US_ASCII));
      for (int b : bytes) {
        body.write(b);
      }
      body.writeBytes(parts[1].getBytes(StandardCharsets.US_ASCII));
      assertTold(form, post(form, body.toByteArray()), "bytes", 400, 400);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatUnpacksToTooMuchIsRefused(Form form) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 50; i++) {
        out.write(" ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(bomb.size())
        .as("what is sent is within the limit")
        .isLessThan((int) serving.plane.limits().maxBodyBytes());
    HttpResponse<byte[]> reply =
        serving.postBytes(
            form.path, bomb.toByteArray(), "Content-Type", form.type, "Content-Encoding", "gzip");
    assertTold(form, reply, "bomb", 413, 413);
  }

  /// The server answers before the body came, so a client that reads the reply learns why.
  @ParameterizedTest
  @EnumSource
  void aHundredMegabytesAreRefusedUnread(Form form) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", serving.server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n{"
                  .formatted(form.path, form.type, 100 << 20)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String reply =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(reply).startsWith("HTTP/1.1 413");
      String body = reply.substring(reply.indexOf("\r\n\r\n") + 4);
      assertThat(form.tells(Json.mapper().readTree(body))).as(body).isTrue();
    }
    assertAnswered(form);
  }

  private void assertRefused(Form form, String body, String what) {
    assertTold(form, post(form, body.getBytes(StandardCharsets.UTF_8)), what, 400, 422);
  }

  private void assertTold(Form form, HttpResponse<byte[]> reply, String what, int least, int most) {
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    String told = "%s %.60s: %d %.200s".formatted(form, what, reply.statusCode(), text);
    assertThat(reply.statusCode()).as(told).isBetween(least, most);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(form.tells(Json.mapper().readTree(reply.body()))).as(told).isTrue();
    assertThat(text.length()).as(told).isLessThan(2_000);
    assertAnswered(form);
  }

  private void assertAnswered(Form form) {
    HttpResponse<byte[]> next = post(form, form.with("1").getBytes(StandardCharsets.UTF_8));
    assertThat(next.statusCode())
        .as("the next: " + new String(next.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
  }

  private HttpResponse<byte[]> post(Form form, byte[] body) {
    return serving.postBytes(form.path, body, "Content-Type", form.type);
  }
}
