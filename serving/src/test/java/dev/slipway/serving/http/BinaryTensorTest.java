package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tensors as bytes after the JSON, and bodies that are compressed.
class BinaryTensorTest {
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";
  private static final String PATH = "/v2/models/flights/infer";

  /// Two rows: 1000 from ATL without an hour, and 6000 from BOS at 7.5.
  private static final String INPUTS =
      """
      "inputs":[
        {"name":"origin","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":14}},
        {"name":"distance","shape":[2,1],"datatype":"UINT16","parameters":{"binary_data_size":4}},
        {"name":"hour","shape":[2],"datatype":"FP32","parameters":{"binary_data_size":8}}]
      """;

  private static final byte[] TENSORS =
      ByteBuffer.allocate(26)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(3)
          .put(new byte[] {'A', 'T', 'L'})
          .putInt(3)
          .put(new byte[] {'B', 'O', 'S'})
          .putShort((short) 1000)
          .putShort((short) 6000)
          .putFloat(Float.NaN)
          .putFloat(7.5f)
          .array();

  @TempDir Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void theNextRequestIsAnswered() {
    assertThat(post("{" + INPUTS + "}", TENSORS).statusCode()).isEqualTo(200);
    serving.close();
  }

  @Test
  void bytesAreReadAndJsonIsAnsweredUnlessBytesAreWanted() {
    HttpResponse<byte[]> reply = post("{" + INPUTS + "}", TENSORS);

    assertThat(reply.statusCode()).as(text(reply.body())).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(reply.headers().firstValue(JSON_LENGTH)).isEmpty();
    assertThat(Json.mapper().readTree(reply.body()).path("outputs").path(1).path("data").toString())
        .isEqualTo("[0.7,0.30000000000000004,0.19999999999999996,0.8]");
    assertThat(serving.logged().get(0).inputs()).containsExactly(1000.0, "ATL", null);
    assertThat(serving.logged().get(1).inputs()).containsExactly(6000.0, "BOS", 7.5);
  }

  @Test
  void everyOutputIsAnsweredAsBytesWhereTheRequestSaysSo() {
    HttpResponse<byte[]> reply =
        post("{\"parameters\":{\"binary_data_output\":true}," + INPUTS + "}", TENSORS);

    assertThat(reply.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(outputs(reply).toString())
        .isEqualTo(
            "[{\"name\":\"predict\",\"shape\":[2],\"datatype\":\"BOOL\","
                + "\"parameters\":{\"binary_data_size\":2}},"
                + "{\"name\":\"predict_proba\",\"shape\":[2,2],\"datatype\":\"FP64\","
                + "\"parameters\":{\"binary_data_size\":32}}]");
    ByteBuffer bytes = binary(reply);
    assertThat(List.of(bytes.get(), bytes.get())).containsExactly((byte) 0, (byte) 1);
    assertThat(List.of(bytes.getDouble(), bytes.getDouble(), bytes.getDouble(), bytes.getDouble()))
        .containsExactly(0.7, 0.30000000000000004, 0.19999999999999996, 0.8);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void anOutputMaySayItForItselfAlone() {
    HttpResponse<byte[]> reply =
        post(
            "{\"outputs\":[{\"name\":\"predict_proba\",\"parameters\":{\"binary_data\":true}},"
                + "{\"name\":\"predict\"}],"
                + INPUTS
                + "}",
            TENSORS);

    assertThat(outputs(reply).path(1).path("data").toString()).isEqualTo("[false,true]");
    assertThat(binary(reply).remaining()).isEqualTo(32);
  }

  @Test
  void bytesThatAreNotAsTheirDescriptionSaysAreRefused() {
    assertRefused("{" + INPUTS + "}", Arrays.copyOf(TENSORS, 25), "need 26 bytes after the JSON");
    assertRefused("{" + INPUTS + "}", Arrays.copyOf(TENSORS, 30), "30 bytes follow the JSON");
    byte[] long4 = TENSORS.clone();
    long4[0] = 4;
    assertRefused("{" + INPUTS + "}", long4, "element 1 of tensor 'origin' goes beyond");
    byte[] huge = TENSORS.clone();
    Arrays.fill(huge, 0, 4, (byte) 0xff);
    assertRefused("{" + INPUTS + "}", huge, "element 0 of tensor 'origin' goes beyond");
    byte[] latin = TENSORS.clone();
    latin[5] = (byte) 0xe9;
    assertRefused("{" + INPUTS + "}", latin, "is not valid UTF-8");
    assertRefused(
        "{\"inputs\":[" + tensor("INT64", "[1]", 7) + "]}", new byte[7], "no multiple of the 8");
    assertRefused(
        "{\"inputs\":[" + tensor("INT64", "[2]", 8) + "]}", new byte[8], "it has 1 elements");
    assertRefused(
        "{\"inputs\":[" + tensor("INT64", "[1]", -8) + "]}", new byte[8], "a number of bytes");
    assertRefused(
        "{\"inputs\":[" + tensor("INT64", "[1]", 1e300) + "]}", new byte[8], "a number of bytes");
    assertRefused("{\"inputs\":[]}", new byte[0], "no 'inputs'");
  }

  @Test
  void theHeaderMustSayALengthThatTheBodyHas() {
    for (String length : List.of("-1", "many", "99999999999", "1000000")) {
      HttpResponse<byte[]> reply =
          serving.postBytes(PATH, "{}".getBytes(StandardCharsets.UTF_8), JSON_LENGTH, length);
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(text(reply.body())).startsWith("{\"error\":\"");
    }
  }

  @Test
  void bytesWithoutJsonAreForModelsOfOneInput() {
    HttpResponse<byte[]> reply = serving.postBytes(PATH, TENSORS, JSON_LENGTH, "0");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(text(reply.body())).contains("a model with one input, and this one has 3");
  }

  @Test
  void compressedBodiesAreReadAndAnswered() throws IOException {
    byte[] plain = body("{" + INPUTS + "}", TENSORS);
    String length = Integer.toString(plain.length - TENSORS.length);
    for (String coding : List.of("gzip", "deflate")) {
      HttpResponse<byte[]> reply =
          serving.postBytes(
              PATH, coded(coding, plain), JSON_LENGTH, length, "Content-Encoding", coding);
      assertThat(reply.statusCode()).as(text(reply.body())).isEqualTo(200);
      assertThat(reply.headers().firstValue("Content-Encoding")).as("short").isEmpty();
    }
  }

  @Test
  void longRepliesAreCompressedWhereTheCallerReadsThat() throws IOException {
    String rows =
        "["
            + "{\"distance\":1000,\"origin\":\"ATL\"},".repeat(49)
            + "{\"distance\":1,\"origin\":\"ATL\"}]";
    byte[] plain = rows.getBytes(StandardCharsets.UTF_8);

    HttpResponse<byte[]> gzip =
        serving.postBytes("/predict/flights", plain, "Accept-Encoding", "br, gzip;q=0.5");
    HttpResponse<byte[]> deflate =
        serving.postBytes("/predict/flights", plain, "Accept-Encoding", "gzip;q=0, deflate");
    HttpResponse<byte[]> refused =
        serving.postBytes("/predict/flights", plain, "Accept-Encoding", "br, identity");

    assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(deflate.headers().firstValue("Content-Encoding")).contains("deflate");
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
    for (byte[] json :
        List.of(
            new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(),
            new InflaterInputStream(new ByteArrayInputStream(deflate.body())).readAllBytes(),
            refused.body())) {
      assertThat(Json.mapper().readTree(json).path("predictions")).hasSize(50);
    }
  }

  @Test
  void aBodyThatBecomesTooLongOrIsNotCompressedAtAllIsRefused() throws IOException {
    byte[] bomb = coded("gzip", new byte[50 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(status(bomb, "gzip")).isEqualTo(413);
    assertThat(status(coded("deflate", new byte[200_000]), "deflate")).isEqualTo(413);
    ByteArrayOutputStream empties = new ByteArrayOutputStream();
    for (int i = 0; i < 6_000; i++) {
      empties.write(coded("gzip", new byte[0]));
    }
    assertThat(status(empties.toByteArray(), "gzip")).as("nothing, many times").isEqualTo(413);
    assertThat(status("{}".getBytes(StandardCharsets.UTF_8), "gzip")).isEqualTo(400);
    assertThat(status("{}".getBytes(StandardCharsets.UTF_8), "deflate")).isEqualTo(400);
    assertThat(status(Arrays.copyOf(coded("gzip", TENSORS), 12), "gzip")).isEqualTo(400);
    assertThat(status(new byte[0], "gzip")).isEqualTo(400);
    assertThat(status(new byte[3], "br")).isEqualTo(415);
  }

  @Test
  void smallBodiesMayBeCompressedToo() throws IOException {
    byte[] ready = "{\"ready\":true}".getBytes(StandardCharsets.UTF_8);
    String index = "/v2/repository/index";
    HttpResponse<byte[]> reply =
        serving.postBytes(index, coded("gzip", ready), "Content-Encoding", "gzip");
    assertThat(text(reply.body())).startsWith("[{\"name\":\"flights\"");
    assertThat(serving.postBytes(index, ready, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(400);
    assertThat(
            serving
                .postBytes(index, coded("gzip", new byte[1 << 20]), "Content-Encoding", "gzip")
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void aShadowReadsTheSameBytes() {
    serving.publish(
        Environment.PRODUCTION,
        primary(serving.register("0.2")),
        ServingFixture.variant(serving.register("0.3"), Variant.Role.SHADOW, 10_000));

    post("{" + INPUTS + "}", TENSORS);

    for (int i = 0; i < 500 && serving.logged().size() < 4; i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    assertThat(serving.logged()).hasSize(4).allMatch(r -> r.error().isEmpty());
    assertThat(serving.logged().get(3).inputs()).containsExactly(6000.0, "BOS", 7.5);
  }

  private static String tensor(String datatype, String shape, Number size) {
    return "{\"name\":\"distance\",\"datatype\":\"%s\",\"shape\":%s,\"parameters\":{\"binary_data_size\":%s}}"
        .formatted(datatype, shape, size);
  }

  private void assertRefused(String json, byte[] tensors, String message) {
    HttpResponse<byte[]> reply = post(json, tensors);
    assertThat(reply.statusCode()).as(text(reply.body())).isEqualTo(400);
    assertThat(Json.mapper().readTree(reply.body()).path("error").asString()).contains(message);
  }

  private int status(byte[] body, String coding) {
    HttpResponse<byte[]> reply = serving.postBytes(PATH, body, "Content-Encoding", coding);
    assertThat(text(reply.body())).startsWith("{\"error\":\"");
    return reply.statusCode();
  }

  private HttpResponse<byte[]> post(String json, byte[] tensors) {
    byte[] body = body(json, tensors);
    return serving.postBytes(
        PATH, body, JSON_LENGTH, Integer.toString(body.length - tensors.length));
  }

  private static byte[] body(String json, byte[] tensors) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(tensors);
    return body.toByteArray();
  }

  private static byte[] coded(String coding, byte[] plain) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip") ? new GZIPOutputStream(coded) : new DeflaterOutputStream(coded)) {
      out.write(plain);
    }
    return coded.toByteArray();
  }

  private static JsonNode outputs(HttpResponse<byte[]> reply) {
    return Json.mapper().readTree(Arrays.copyOf(reply.body(), jsonLength(reply))).path("outputs");
  }

  private static ByteBuffer binary(HttpResponse<byte[]> reply) {
    int from = jsonLength(reply);
    return ByteBuffer.wrap(reply.body(), from, reply.body().length - from)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int jsonLength(HttpResponse<byte[]> reply) {
    return Integer.parseInt(reply.headers().firstValue(JSON_LENGTH).orElseThrow());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
