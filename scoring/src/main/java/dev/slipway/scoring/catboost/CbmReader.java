package dev.slipway.scoring.catboost;

import dev.slipway.scoring.document.Document;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads CatBoost's binary format: `CBM1`, then parts behind their lengths. The first is a FlatBuffer with
/// features and trees. The only other part known here, `static_provider_v1`, is a number of tables of
/// counts, each a FlatBuffer behind its length.
///
/// Fields have the numbers that CatBoost's FlatBuffers schemas give them.
final class CbmReader {
  private static final String COUNTERS = "static_provider_v1";

  private final ByteBuffer file;

  private CbmReader(ByteBuffer file) {
    this.file = file;
  }

  static ModelParts read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new CbmReader(file.position(Math.min(4, bytes.length))).model();
  }

  private ModelParts model() {
    Flatbuffer core = Flatbuffer.root(part());
    if (!core.text(0).equals("FlabuffersModel_v1")) {
      throw Refusal.unsupported("binary models of format '%s'".formatted(core.text(0)));
    }
    Flatbuffer trees = core.table(1);
    refuseTextsAndVectors(trees);
    Map<String, String> info = new HashMap<>();
    core.tables(2, t -> info.put(t.text(0), t.text(1)));
    int outputs = trees.integer(0, 0);
    if (outputs < 1 || outputs > ModelParts.MOST_OUTPUTS) {
      throw Refusal.corrupt("has %d outputs".formatted(outputs));
    }
    CbmFeatures features = new CbmFeatures(trees);
    List<Counter> counters = trees.tables(7, features::counter);
    Map<Counter.Base, CounterTable> tables = new HashMap<>();
    for (String id : core.texts(3)) {
      if (!id.equals(COUNTERS)) {
        throw Refusal.unsupported("model parts '%s'".formatted(id));
      }
      for (long left = count(); left > 0; left--) {
        features.addTable(Flatbuffer.root(part()), tables);
      }
    }
    return new ModelParts(
        features.floats(),
        features.categories(),
        features.oneHots(),
        counters,
        tables,
        trees(trees, outputs),
        outputs,
        trees.float64(14, 1),
        bias(trees, outputs),
        Training.read(
            Optional.ofNullable(info.get("catboost_version_info")),
            json(info, "params"),
            json(info, "class_params").or(() -> json(info, "multiclass_params"))));
  }

  private static void refuseTextsAndVectors(Flatbuffer trees) {
    for (String name : trees.tables(12, t -> t.text(2))) {
      throw Refusal.unsupported("text features (here '%s')".formatted(name));
    }
    for (String name : trees.tables(18, t -> t.text(2))) {
      throw Refusal.unsupported("embedding features (here '%s')".formatted(name));
    }
    if (!trees.tables(13, t -> "").isEmpty()) {
      throw Refusal.unsupported("estimated features");
    }
  }

  private static Optional<Document> json(Map<String, String> info, String key) {
    return Optional.ofNullable(info.get(key))
        .filter(text -> !text.isBlank())
        .map(text -> Document.json(text.getBytes(StandardCharsets.UTF_8), key));
  }

  private static double[] bias(Flatbuffer trees, int outputs) {
    double[] bias = trees.doubles(16);
    if (bias.length == 0) {
      bias = new double[outputs];
      Arrays.fill(bias, trees.float64(15, 0));
    }
    if (bias.length != outputs) {
      throw Refusal.corrupt("has %d biases for %d outputs".formatted(bias.length, outputs));
    }
    return bias;
  }

  private static List<Shape> trees(Flatbuffer trees, int outputs) {
    int[] splits = trees.integers(1);
    int[] sizes = trees.integers(2);
    double[] values = trees.doubles(8);
    int[] steps = trees.integers(10);
    int[] leaves = trees.integers(11);
    boolean oblivious = steps.length == 0;
    if (!oblivious && (steps.length != splits.length || leaves.length != splits.length)) {
      throw Refusal.corrupt("has %d nodes for %d splits".formatted(steps.length, splits.length));
    }
    List<Shape> shapes = new ArrayList<>();
    int at = 0;
    long value = 0;
    for (int size : sizes) {
      if (size < 0 || size > splits.length - at) {
        throw Refusal.corrupt("has a tree of %d splits".formatted(size));
      }
      int[] own = Arrays.copyOfRange(splits, at, at + size);
      if (oblivious) {
        long count = size > 30 ? Long.MAX_VALUE : (long) outputs << size;
        if (count > values.length - value) {
          throw Refusal.corrupt("has too few leaf values for its trees");
        }
        double[] part = Arrays.copyOfRange(values, (int) value, (int) (value + count));
        shapes.add(new ObliviousTree(own, part));
        value += count;
      } else {
        shapes.add(branching(own, at, steps, leaves, values));
      }
      at += size;
    }
    return shapes;
  }

  /// A step holds the way to the left child in its low 16 bits and to the right child in the high ones.
  private static Shape branching(
      int[] splits, int from, int[] steps, int[] leaves, double[] values) {
    int[] left = new int[splits.length];
    int[] right = new int[splits.length];
    long[] leaf = new long[splits.length];
    for (int n = 0; n < splits.length; n++) {
      left[n] = steps[from + n] & 0xffff;
      right[n] = steps[from + n] >>> 16;
      leaf[n] = Integer.toUnsignedLong(leaves[from + n]);
    }
    return new BranchingTree(splits, left, right, leaf, values);
  }

  private ByteBuffer part() {
    long size = count();
    if (size > file.remaining()) {
      throw Refusal.corrupt("claims a part of %d bytes".formatted(size));
    }
    ByteBuffer part = file.slice(file.position(), (int) size);
    file.position(file.position() + (int) size);
    return part;
  }

  private long count() {
    if (file.remaining() < 4) {
      throw Refusal.corrupt("ends too early");
    }
    return Integer.toUnsignedLong(file.getInt());
  }
}
