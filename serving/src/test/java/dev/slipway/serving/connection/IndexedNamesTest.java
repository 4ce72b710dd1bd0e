package dev.slipway.serving.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Frames are written by hand after RFC 7541, section 6 and appendix C.
class IndexedNamesTest {
  private static final String PATH = "40 05" + hex(":path") + "02" + hex("/a");

  @Test
  void aNameOfThePseudoHeadersIsPutAsItsIndex() {
    // :method POST and :scheme http are indexed; :path is written out; :authority has its index.
    assertRewritten("83 86" + PATH + "41 01 62", "83 86 44 02" + hex("/a") + "41 01 62");
    assertRewritten("00 07" + hex(":method") + "03" + hex("PUT"), "02 03" + hex("PUT"));
    assertRewritten("10 07" + hex(":scheme") + "05" + hex("https"), "16 05" + hex("https"));
    assertRewritten("40 0a" + hex(":authority") + "82 ff ff", "41 82 ff ff");
  }

  @Test
  void everythingElseIsPassedOnAsItIs() {
    for (String block :
        new String[] {
          "82 86 84 41 0f" + hex("www.example.com"),
          "82 86 84 41 8c f1e3 c2e5 f23a 6ba0 ab90 f4ff",
          "40 0a" + hex("custom-key") + "0d" + hex("custom-header"),
          "40 88 25a8 49e9 5ba9 7d7f 89 25a8 49e9 5bb8 e8b4 bf",
          "3f e1 1f 82",
          "40 05" + hex(":pat"),
          "40 05" + hex(":path") + "7f ff ff ff ff 0f",
          "40 7f ff ff ff ff ff 0f",
          "40",
          "44",
          "",
        }) {
      byte[] frame = frame(0x4, block);
      assertThat(IndexedNames.indexed(frame)).as(block).isEqualTo(frame);
    }
  }

  @Test
  void paddingAndPriorityStayWhereTheyAre() {
    byte[] frame = frame(0x4 | 0x8 | 0x20, "03 00000000 10" + PATH + "aabbcc");

    assertThat(IndexedNames.indexed(frame))
        .isEqualTo(frame(0x4 | 0x8 | 0x20, "03 00000000 10 44 02" + hex("/a") + "aabbcc"));
    byte[] lying = frame(0x4 | 0x8, "ff" + PATH);
    assertThat(IndexedNames.indexed(lying)).isEqualTo(lying);
  }

  @Test
  void noBytesMakeItFail() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] block = new byte[random.nextInt(40)];
      random.nextBytes(block);
      byte[] frame = frame(random.nextInt(64), HexFormat.of().formatHex(block));
      byte[] before = frame.clone();

      byte[] after = IndexedNames.indexed(frame);

      assertThat(frame).isEqualTo(before);
      assertThat(after.length).isLessThanOrEqualTo(frame.length);
      assertThat(after[2] & 0xff).isEqualTo(after.length - 9);
    }
  }

  private static void assertRewritten(String from, String to) {
    assertThat(IndexedNames.indexed(frame(0x4, from))).isEqualTo(frame(0x4, to));
  }

  private static byte[] frame(int flags, String block) {
    byte[] bytes = HexFormat.of().parseHex(block.replace(" ", ""));
    byte[] frame = Arrays.copyOf(new byte[9], 9 + bytes.length);
    frame[2] = (byte) bytes.length;
    frame[3] = 1;
    frame[4] = (byte) flags;
    frame[8] = 1;
    System.arraycopy(bytes, 0, frame, 9, bytes.length);
    return frame;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
