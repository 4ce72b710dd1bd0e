package dev.slipway.scoring.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.pickle.Pickled.Bool;
import dev.slipway.scoring.pickle.Pickled.Bytes;
import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Int;
import dev.slipway.scoring.pickle.Pickled.None;
import dev.slipway.scoring.pickle.Pickled.Real;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values as Python dumps them. The encoded ones are CPython 3.11's output.
final class PickleFileTest {

  /// `pickle.dumps([None, True, False, 7, -1, 2**40, 2.5, 'é\n', b'\x00\xff', (1, 2, 3), {'k': {1}}], p)`
  @ParameterizedTest
  @ValueSource(
      strings = {
        "KGxwMApOYUkwMQphSTAwCmFJNwphSS0xCmFJMTA5OTUxMTYyNzc3NgphRjIuNQphVumOXHUwMDBhCnAxCmE=",
      })
  void readsAPrefixOfProtocolZeroOnlyWhereItEnds(String encoded) {
    byte[] cut = Base64.getDecoder().decode(encoded);
    assertThat(Failures.of(() -> PickleFile.read(cut)).getMessage()).contains("breaks off");
  }

  @Test
  void readsEveryKindOfScalar() {
    byte[] pickle =
        Pickles.start()
            .op('(', 'N', 0x88, 0x89, 'K', 200, 'M', 1, 2, 'J')
            .u4(-5)
            .op(0x8a, 2, 0x00, 0xff)
            .op('G', 0x40, 0x04, 0, 0, 0, 0, 0, 0)
            .text("é")
            .op('C', 2, 0, 255)
            .raw("L123456789012L\n")
            .raw("F-inf\n")
            .raw("S'a\\x41\\n'\n")
            .raw("Vz\\u00e9\\\n")
            .op('l')
            .stop();
    List<Pickled> items = ((Sequence) PickleFile.read(pickle).root()).items();
    assertThat(items)
        .startsWith(
            None.NONE,
            new Bool(true),
            new Bool(false),
            new Int(200),
            new Int(513),
            new Int(-5),
            new Int(-256),
            new Real(2.5),
            new Text("é"))
        .endsWith(
            new Int(123456789012L),
            new Real(Double.NEGATIVE_INFINITY),
            new Text("aA\n"),
            new Text("zé\\"));
    assertThat(((Bytes) items.get(9)).length()).isEqualTo(2);
  }

  @Test
  void keepsWhatIsSharedShared() {
    Sequence root =
        (Sequence) PickleFile.read(Pickles.start().op(']', 0x94, 'h', 0, 0x86).stop()).root();
    assertThat(root.get(0)).isSameAs(root.get(1));
  }

  @Test
  void turnsAnObjectIntoADescription() {
    byte[] pickle =
        Pickles.start()
            .global("my.module", "Model")
            .op(')', 0x81, '}')
            .text("a")
            .op('K', 1, 's', 'b')
            .stop();
    PickleFile file = PickleFile.read(pickle);
    Instance model = (Instance) file.root();
    assertThat(model.is("my.module.Model")).isTrue();
    assertThat(((Dict) model.state()).get("a")).isEqualTo(new Int(1));
    assertThat(file.globals()).hasToString("[my.module.Model]");
  }

  @Test
  void readsBytesThatProtocolTwoSpellsAsACall() {
    byte[] pickle =
        Pickles.start()
            .global("_codecs", "encode")
            .text("ÿ\u0001")
            .text("latin1")
            .op(0x86, 'R')
            .stop();
    Bytes bytes = (Bytes) PickleFile.read(pickle).root();
    assertThat(bytes.array()).containsExactly(0xff, 1);
  }

  @Test
  void readsColumnMajorArraysInRowMajorOrder() {
    byte[] pickle =
        array("f8", "<", 2, 3, true).op('C', 48).raw(doubles(1, 4, 2, 5, 3, 6)).op('t', 'b').stop();
    NumpyArray array = NumpyArray.of(PickleFile.read(pickle).root());
    assertThat(array).isNotNull();
    assertThat(array.doubles()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void refusesAnArrayThatClaimsMoreThanItHas() {
    byte[] pickle =
        array("f8", "<", 200, 255, false).op('C', 8).raw(doubles(1)).op('t', 'b').stop();
    Pickled root = PickleFile.read(pickle).root();
    assertThat(Failures.of(() -> NumpyArray.of(root)).getMessage()).contains("has only 1 items");
  }

  private static Pickles array(String type, String order, int rows, int columns, boolean fortran) {
    return Pickles.start()
        .global("numpy.core.multiarray", "_reconstruct")
        .global("numpy", "ndarray")
        .op('K', 0, 0x85, 'C', 1, 'b', 0x87, 'R', '(', 'K', 1, 'K', rows, 'K', columns, 0x86)
        .global("numpy", "dtype")
        .text(type)
        .op(0x89, 0x88, 0x87, 'R', '(', 'K', 3)
        .text(order)
        .op('N', 'N', 'N', 'J')
        .u4(-1)
        .op('J')
        .u4(-1)
        .op('K', 0, 't', 'b', fortran ? 0x88 : 0x89);
  }

  private static String doubles(double... values) {
    var buffer =
        java.nio.ByteBuffer.allocate(values.length * 8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      buffer.putDouble(value);
    }
    return new String(buffer.array(), StandardCharsets.ISO_8859_1);
  }
}
