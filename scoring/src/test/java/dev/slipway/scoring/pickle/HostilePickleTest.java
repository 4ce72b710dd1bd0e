package dev.slipway.scoring.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.pickle.Pickled.Instance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Pickles made to run commands, or to exhaust time, stack or memory.
final class HostilePickleTest {

  /// Every way in which a pickle can name a function and call it.
  @TestFactory
  Stream<DynamicTest> namesACommandWithoutRunningIt() {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("reduce", Pickles.start().global("os", "system").text("id").op(0x85, 'R').stop());
    forms.put(
        "stack global",
        Pickles.start().text("os").text("system").op(0x93).text("id").op(0x85, 'R').stop());
    forms.put("inst", Pickles.start().op('(').text("id").raw("ios\nsystem\n").stop());
    forms.put("obj", Pickles.start().op('(').global("os", "system").text("id").op('o').stop());
    forms.put("newobj", Pickles.start().global("os", "system").text("id").op(0x85, 0x81).stop());
    forms.put(
        "newobj_ex", Pickles.start().global("os", "system").text("id").op(0x85, '}', 0x92).stop());
    forms.put(
        "names from the memo",
        Pickles.start()
            .text("os")
            .op(0x94)
            .text("system")
            .op(0x94, '0', '0', 'h', 0, 'h', 1, 0x93)
            .text("id")
            .op(0x85, 'R')
            .stop());
    forms.put(
        "behind another value",
        Pickles.start().global("os", "system").text("id").op(0x85, 'R', '0', 'N').stop());
    forms.put(
        "through copyreg",
        Pickles.start()
            .global("copyreg", "_reconstructor")
            .global("os", "system")
            .text("id")
            .op('N', 0x87, 'R')
            .stop());
    forms.put(
        "inside a state",
        Pickles.start()
            .global("sklearn.linear_model._base", "LinearRegression")
            .op(')', 0x81)
            .global("os", "system")
            .text("id")
            .op(0x85, 'R', 'b')
            .stop());
    return forms.entrySet().stream()
        .map(form ->
            DynamicTest.dynamicTest(
                form.getKey(),
                () -> {
                  PickleFile file = PickleFile.read(form.getValue());
                  assertThat(file.globals()).anyMatch(g -> g.toString().equals("os.system"));
                  assertThat(file.globals()).map(Trust::of).contains(Trust.DANGEROUS);
                }));
  }

  @Test
  void judgesTheDetoursThatDenyListsMiss() {
    for (String name :
        new String[] {
          "pydoc.locate",
          "operator.methodcaller",
          "marshal.loads",
          "types.FunctionType",
          "builtins.eval",
          "multiprocessing.util.spawnv_passfds",
          "codeop.compile_command",
          "inspect.getattr_static",
          "importlib.import_module",
          "__builtin__.exec",
          "builtins.getattr",
          "functools.reduce"
        }) {
      int dot = name.lastIndexOf('.');
      assertThat(Trust.of(new Pickled.Global(name.substring(0, dot), name.substring(dot + 1))))
          .as(name)
          .isEqualTo(Trust.DANGEROUS);
    }
    assertThat(Trust.of(new Pickled.Global("sklearn.utils", "os.system"))).isEqualTo(Trust.UNKNOWN);
    assertThat(Trust.of(new Pickled.Global("mymodel", "Scorer"))).isEqualTo(Trust.UNKNOWN);
    assertThat(Trust.of(new Pickled.Global("sklearn.svm._classes", "SVC")))
        .isEqualTo(Trust.ALLOWED);
  }

  @Test
  void survivesDeepNesting() {
    Pickles lists = Pickles.start();
    for (int i = 0; i < 1_000_000; i++) {
      lists.op(']');
    }
    for (int i = 1; i < 1_000_000; i++) {
      lists.op('a');
    }
    assertThat(PickleFile.read(lists.stop()).root()).isInstanceOf(Pickled.Sequence.class);
  }

  /// Fifty tuples, each holding the one before twice: 2^50 leaves as a tree, fifty-one values here.
  @Test
  void keepsAReferenceBombSmall() {
    Pickles bomb = Pickles.start().op(')');
    for (int i = 0; i < 50; i++) {
      bomb.op('2', 0x86);
    }
    assertThat(PickleFile.read(bomb.stop()).root()).isInstanceOf(Pickled.Sequence.class);
  }

  @Test
  void acceptsADictThatIsItsOwnKeyAndValue() {
    byte[] pickle = Pickles.start().op('}', 0x94, 'h', 0, 'h', 0, 's').stop();
    assertThat(PickleFile.read(pickle).root()).isInstanceOf(Pickled.Dict.class);
  }

  @Test
  void acceptsAnObjectThatIsItsOwnState() {
    byte[] pickle = Pickles.start().global("a", "B").op(')', 0x81, 0x94, 'h', 0, 'b').stop();
    Instance self = (Instance) PickleFile.read(pickle).root();
    assertThat(self.state()).isSameAs(self);
  }

  @Test
  void refusesLengthsBeyondTheFileBeforeAllocating() {
    for (int opcode : new int[] {0x8d, 0x8e, 0x96}) {
      byte[] pickle = Pickles.start().op(opcode).u8(1L << 40).stop();
      assertThat(Failures.of(() -> PickleFile.read(pickle)).getMessage()).contains("1099511627776");
    }
    for (int opcode : new int[] {'X', 'B', 'T', 0x8b}) {
      byte[] pickle = Pickles.start().op(opcode).u4(0x7fff_ffff).stop();
      Failures.of(() -> PickleFile.read(pickle));
    }
  }

  @Test
  void refusesAMemoWithGaps() {
    byte[] pickle = Pickles.start().op('N', 'r').u4(0xffff_fff0L).stop();
    assertThat(Failures.of(() -> PickleFile.read(pickle)).getMessage()).contains("remembered");
  }

  @Test
  void refusesOneTextEncodedOverAndOver() {
    Pickles bomb = Pickles.start();
    bomb.op('X').u4(1 << 20).raw("x".repeat(1 << 20)).op(0x94);
    bomb.global("_codecs", "encode").op(0x94, ']');
    for (int i = 0; i < 10_000; i++) {
      bomb.op('h', 1, 'h', 0, 0x85, 'R', 'a');
    }
    assertThat(Failures.of(() -> PickleFile.read(bomb.stop())).getMessage())
        .contains("over and over");
  }

  @Test
  void refusesWhatOnlyTheWriterUnderstands() {
    for (byte[] pickle :
        new byte[][] {
          Pickles.start().op(0x97).stop(),
          Pickles.start().raw("Pid\n").stop(),
          Pickles.start().op('N', 'Q').stop(),
          Pickles.start().op(0x82, 1).stop(),
          Pickles.start().op(0x80, 9).stop()
        }) {
      Failures.of(() -> PickleFile.read(pickle));
    }
  }

  @Test
  void refusesAnUnderflowingStack() {
    for (int opcode :
        new int[] {'R', 'b', 'a', 's', 'e', 'u', '0', '1', '2', 0x85, 0x87, 0x93, 't'}) {
      Failures.of(() -> PickleFile.read(Pickles.start().op(opcode).stop()));
    }
  }

  /// A thousand joblib arrays of objects, each holding the next in a pickle of its own.
  @Test
  void refusesPicklesInPickles() {
    Pickles nested = Pickles.start();
    for (int i = 0; i < 1000; i++) {
      nested
          .global("joblib.numpy_pickle", "NumpyArrayWrapper")
          .op(')', 0x81, '}')
          .text("dtype")
          .global("numpy", "dtype")
          .text("O8")
          .op(0x85, 'R', 's', 'b');
    }
    assertThat(Failures.of(() -> PickleFile.read(nested.stop())).getMessage())
        .contains("nested deeper");
  }

  @Test
  void refusesAJoblibArrayOfATebibyte() {
    byte[] pickle =
        Pickles.start()
            .global("joblib.numpy_pickle", "NumpyArrayWrapper")
            .op(')', 0x81, '}')
            .text("dtype")
            .global("numpy", "dtype")
            .text("f8")
            .op(0x85, 'R', 's')
            .text("shape")
            .op('J')
            .u4(1 << 30)
            .op('J')
            .u4(1 << 30)
            .op(0x86, 's', 'b')
            .stop();
    assertThat(Failures.of(() -> PickleFile.read(pickle)).getMessage()).contains("announced");
  }

  @Test
  void refusesFilesThatUnpackTooFar() throws IOException {
    ByteArrayOutputStream zlib = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
      fill(out);
    }
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      fill(out);
    }
    for (ByteArrayOutputStream bomb : new ByteArrayOutputStream[] {zlib, gzip}) {
      assertThat(Failures.of(() -> PickleFile.read(bomb.toByteArray())).getMessage())
          .contains("grows to more than");
    }
  }

  private static void fill(java.io.OutputStream out) throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < 200; i++) {
      out.write(zeros);
    }
  }
}
