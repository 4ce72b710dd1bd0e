package dev.slipway.wire.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.RowReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bodies that are nothing but a tensor, and classes of every type as bytes.
class InferRequestTest {
  private static final Output LABELS =
      new Output.Label(new Classes(List.of("é", "b"), ColumnType.STRING));

  @Test
  void aBodyOfBytesAloneIsTheOnlyInput() {
    byte[] body =
        ByteBuffer.allocate(24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putDouble(1.5)
            .putDouble(-2)
            .putDouble(Double.NaN)
            .array();
    Signature signature = new Signature(List.of(Field.optional("x", ColumnType.DECIMAL)), LABELS);
    Rows rows = Rows.forSignature(signature);

    int count =
        InferRequest.raw(body, body.length, signature)
            .fill(RowReader.of(signature), rows, new InputFaults(), 10);

    assertThat(count).isEqualTo(3);
    assertThat(rows.number(0, 0)).isEqualTo(1.5);
    assertThat(rows.number(1, 0)).isEqualTo(-2);
    assertThat(dev.slipway.core.table.Table.isNull(rows.number(2, 0))).isTrue();
    assertThatThrownBy(() -> InferRequest.raw(body, 23, signature))
        .hasMessageContaining("23 bytes, which is no multiple of the 8");
  }

  @Test
  void aBodyOfTextsAloneIsReadToo() {
    byte[] text = "ÄTL".getBytes(StandardCharsets.UTF_8);
    byte[] body =
        ByteBuffer.allocate(8 + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(text.length)
            .put(text)
            .putInt(0)
            .array();
    Signature signature = new Signature(List.of(Field.required("x", ColumnType.STRING)), LABELS);
    Rows rows = Rows.forSignature(signature);

    InferRequest.raw(body, body.length, signature)
        .fill(RowReader.of(signature), rows, new InputFaults(), 10);

    assertThat(rows.text(0, 0)).isEqualTo("ÄTL");
    assertThat(rows.text(1, 0)).isEmpty();
  }

  @Test
  void classesOfEveryTypeAreWrittenAsBytes() {
    assertThat(written(ColumnType.STRING, "é", "b"))
        .isEqualTo(
            bytes(11)
                .putInt(1)
                .put((byte) 'b')
                .putInt(2)
                .put("é".getBytes(StandardCharsets.UTF_8))
                .array());
    assertThat(written(ColumnType.INTEGER, "-7", "9007199254740993"))
        .isEqualTo(bytes(16).putLong(9007199254740993L).putLong(-7).array());
    assertThat(written(ColumnType.DECIMAL, "0.5", "2"))
        .isEqualTo(bytes(16).putDouble(2).putDouble(0.5).array());
    assertThat(written(ColumnType.BOOLEAN, "False", "True")).isEqualTo(new byte[] {1, 0});
    assertThat(written(ColumnType.DATETIME, "2026", "2027")).as("times are text").hasSize(16);
  }

  /// What two rows, of the second class and of the first, are answered as.
  private static byte[] written(ColumnType type, String... labels) {
    String json =
        "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1]}]}";
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    JsonBuffer out = new JsonBuffer();
    int length =
        InferReply.write(
            out,
            "m",
            "1",
            "id",
            InferRequest.read(body, body.length, body.length, new TensorMemory()),
            new Output.Label(new Classes(List.of(labels), type)),
            new double[] {1, 0},
            2);
    byte[] all = out.toByteArray();
    assertThat(new String(all, 0, length, StandardCharsets.UTF_8))
        .contains("\"binary_data_size\":" + (all.length - length));
    return Arrays.copyOfRange(all, length, all.length);
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
