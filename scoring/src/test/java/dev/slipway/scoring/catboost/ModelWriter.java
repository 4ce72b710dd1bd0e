package dev.slipway.scoring.catboost;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a model in CatBoost's two formats. CatBoost's own library reads what this writes, so that both
/// this and the readers are compared with it.
final class ModelWriter {
  private static final String[] KINDS = {
    "Borders",
    "Buckets",
    "BinarizedTargetMeanValue",
    "FloatTargetMeanValue",
    "Counter",
    "FeatureFreq"
  };

  private ModelWriter() {}

  static String json(ModelParts model) {
    StringJoiner floats = new StringJoiner(",");
    for (int i = 0; i < model.floats().size(); i++) {
      FloatFeature feature = model.floats().get(i);
      floats.add(
          "{\"borders\":%s,\"feature_index\":%d,\"flat_feature_index\":%d,\"feature_id\":\"%s\",\"has_nans\":true,\"nan_value_treatment\":\"%s\"}"
              .formatted(
                  Arrays.toString(feature.borders()),
                  i,
                  feature.input(),
                  feature.name(),
                  feature.missingIsGreatest() ? "AsTrue" : "AsFalse"));
    }
    StringJoiner categories = new StringJoiner(",");
    for (int i = 0; i < model.categories().size(); i++) {
      Category category = model.categories().get(i);
      int number = i;
      String values =
          model.oneHots().stream()
              .filter(o -> o.category() == number)
              .map(o -> String.valueOf(o.hash()))
              .collect(Collectors.joining(","));
      categories.add(
          "{\"feature_index\":%d,\"flat_feature_index\":%d,\"feature_id\":\"%s\"%s}"
              .formatted(
                  i,
                  category.input(),
                  category.name(),
                  values.isEmpty() ? "" : ",\"values\":[" + values + "]"));
    }
    StringJoiner counters = new StringJoiner(",");
    for (Counter c : model.counters()) {
      counters.add(
          "{\"borders\":%s,\"elements\":%s,\"identifier\":\"x\",\"ctr_type\":\"%s\",\"target_border_idx\":%d,\"prior_numerator\":%s,\"prior_denomerator\":%s,\"shift\":%s,\"scale\":%s}"
              .formatted(
                  Arrays.toString(c.borders()),
                  elements(c.base().projection()),
                  KINDS[c.base().kind().ordinal()],
                  c.classBorder(),
                  c.prior(),
                  c.priorWeight(),
                  c.shift(),
                  c.scale()));
    }
    StringJoiner tables = new StringJoiner(",");
    model.tables().forEach((base, table) -> tables.add(table(base, table)));
    StringJoiner trees = new StringJoiner(",");
    boolean oblivious = model.trees().getFirst() instanceof ObliviousTree;
    for (Shape tree : model.trees()) {
      trees.add(
          switch (tree) {
            case ObliviousTree t -> oblivious(t, model.outputs());
            case BranchingTree t -> node(t, 0, model.outputs());
          });
    }
    String classes =
        model.training().classes().isEmpty()
            ? ""
            : ",\"class_params\":{\"class_names\":[%s]}".formatted(classNames(model));
    return """
    {"model_info":{"params":%s%s},"features_info":{"float_features":[%s]%s%s},
     "%s":[%s],"scale_and_bias":[%s,%s]%s}\
    """
        .formatted(
            params(model),
            classes,
            floats,
            categories.length() == 0 ? "" : ",\"categorical_features\":[" + categories + "]",
            counters.length() == 0 ? "" : ",\"ctrs\":[" + counters + "]",
            oblivious ? "oblivious_trees" : "trees",
            trees,
            model.scale(),
            Arrays.toString(model.bias()),
            tables.length() == 0 ? "" : ",\"ctr_data\":{" + tables + "}");
  }

  private static String params(ModelParts model) {
    return "{\"loss_function\":{\"type\":\"%s\"}}".formatted(model.training().loss());
  }

  private static String classNames(ModelParts model) {
    return model.training().classes().stream()
        .map(c -> "\"" + c + "\"")
        .collect(Collectors.joining(","));
  }

  private static String elements(Projection projection) {
    StringJoiner elements = new StringJoiner(",", "[", "]");
    for (int category : projection.categories()) {
      elements.add(
          "{\"cat_feature_index\":%d,\"combination_element\":\"cat_feature_value\"}"
              .formatted(category));
    }
    for (Projection.Above above : projection.above()) {
      elements.add(
          "{\"border\":%s,\"combination_element\":\"float_feature\",\"float_feature_index\":%d}"
              .formatted(above.border(), above.feature()));
    }
    for (OneHot oneHot : projection.oneHots()) {
      elements.add(
          "{\"cat_feature_index\":%d,\"combination_element\":\"cat_feature_exact_value\",\"value\":%d}"
              .formatted(oneHot.category(), oneHot.hash()));
    }
    return elements.toString();
  }

  private static String table(Counter.Base base, CounterTable table) {
    String key =
        "{\"identifier\":%s,\"type\":\"%s\"}"
            .formatted(elements(base.projection()), KINDS[base.kind().ordinal()]);
    boolean mean = table.sums().length > 0;
    StringJoiner cells = new StringJoiner(",");
    for (int r = 0; r < table.hashes().length; r++) {
      cells.add("\"" + Long.toUnsignedString(table.hashes()[r]) + "\"");
      if (mean) {
        cells.add(String.valueOf((int) table.sums()[r]));
      }
      for (int c = 0; c < table.width(); c++) {
        cells.add(String.valueOf(table.counts()[r * table.width() + c]));
      }
    }
    return "\"%s\":{\"hash_map\":[%s],\"hash_stride\":%d,\"counter_denominator\":%d}"
        .formatted(key.replace("\"", "\\\""), cells, table.width() + (mean ? 2 : 1), table.total());
  }

  private static String oblivious(ObliviousTree tree, int outputs) {
    String splits =
        Arrays.stream(tree.splits())
            .mapToObj(s -> "{\"split_index\":" + s + "}")
            .collect(Collectors.joining(","));
    return "{\"leaf_values\":%s,\"leaf_weights\":%s,\"splits\":[%s]}"
        .formatted(
            Arrays.toString(tree.leaves()),
            Arrays.toString(new int[tree.leaves().length / outputs]),
            splits);
  }

  private static String node(BranchingTree tree, int node, int outputs) {
    if (tree.left()[node] == 0) {
      int at = (int) tree.leaf()[node];
      String value =
          outputs == 1
              ? String.valueOf(tree.values()[at])
              : Arrays.toString(Arrays.copyOfRange(tree.values(), at, at + outputs));
      return "{\"value\":%s,\"weight\":1}".formatted(value);
    }
    return "{\"split\":{\"split_index\":%d},\"left\":%s,\"right\":%s}"
        .formatted(
            tree.splits()[node],
            node(tree, node + tree.left()[node], outputs),
            node(tree, node + tree.right()[node], outputs));
  }

  static byte[] cbm(ModelParts model) {
    FlatBufferBuilder b = new FlatBufferBuilder();
    int trees = trees(b, model);
    List<Integer> notes = new ArrayList<>();
    notes.add(keyValue(b, "params", params(model)));
    if (!model.training().classes().isEmpty()) {
      notes.add(keyValue(b, "class_params", "{\"class_names\":[" + classNames(model) + "]}"));
    }
    notes.add(keyValue(b, "catboost_version_info", "1.2.7\nBranch: none"));
    int info = offsets(b, notes);
    int format = b.createString("FlabuffersModel_v1");
    int parts =
        model.tables().isEmpty() ? 0 : offsets(b, List.of(b.createString("static_provider_v1")));
    b.startTable(4);
    b.addOffset(0, format, 0);
    b.addOffset(1, trees, 0);
    b.addOffset(2, info, 0);
    b.addOffset(3, parts, 0);
    b.finish(b.endTable());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'C', 'B', 'M', '1'});
    part(out, b.sizedByteArray());
    if (!model.tables().isEmpty()) {
      count(out, model.tables().size());
      model.tables().forEach((base, table) -> part(out, table(model, base, table)));
    }
    return out.toByteArray();
  }

  private static void part(ByteArrayOutputStream out, byte[] part) {
    count(out, part.length);
    out.writeBytes(part);
  }

  private static void count(ByteArrayOutputStream out, int count) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(count).array());
  }

  private static int keyValue(FlatBufferBuilder b, String key, String value) {
    int k = b.createString(key);
    int v = b.createString(value);
    b.startTable(2);
    b.addOffset(0, k, 0);
    b.addOffset(1, v, 0);
    return b.endTable();
  }

  private static int trees(FlatBufferBuilder b, ModelParts model) {
    List<Integer> floats = new ArrayList<>();
    for (int i = 0; i < model.floats().size(); i++) {
      FloatFeature feature = model.floats().get(i);
      int borders = floats(b, feature.borders());
      int name = b.createString(feature.name());
      b.startTable(6);
      b.addBoolean(0, true, false);
      b.addInt(1, i, -1);
      b.addInt(2, feature.input(), -1);
      b.addOffset(3, borders, 0);
      b.addOffset(4, name, 0);
      b.addByte(5, (byte) (feature.missingIsGreatest() ? 2 : 1), 0);
      floats.add(b.endTable());
    }
    List<Integer> categories = new ArrayList<>();
    List<Integer> oneHots = new ArrayList<>();
    for (int i = 0; i < model.categories().size(); i++) {
      Category category = model.categories().get(i);
      int name = b.createString(category.name());
      b.startTable(4);
      b.addInt(0, i, -1);
      b.addInt(1, category.input(), -1);
      b.addOffset(2, name, 0);
      categories.add(b.endTable());
      int number = i;
      int[] values =
          model.oneHots().stream()
              .filter(o -> o.category() == number)
              .mapToInt(OneHot::hash)
              .toArray();
      if (values.length > 0) {
        int hashes = integers(b, values);
        b.startTable(3);
        b.addInt(0, i, -1);
        b.addOffset(1, hashes, 0);
        oneHots.add(b.endTable());
      }
    }
    List<Integer> counters = new ArrayList<>();
    for (Counter c : model.counters()) {
      int base = base(b, c.base());
      b.startTable(6);
      b.addOffset(0, base, 0);
      b.addInt(1, c.classBorder(), 0);
      b.addFloat(2, c.prior(), 0);
      b.addFloat(3, c.priorWeight(), 1);
      b.addFloat(4, c.shift(), 0);
      b.addFloat(5, c.scale(), 1);
      int counter = b.endTable();
      int borders = floats(b, c.borders());
      b.startTable(2);
      b.addOffset(0, counter, 0);
      b.addOffset(1, borders, 0);
      counters.add(b.endTable());
    }
    Nodes nodes = Nodes.of(model);
    int[] vectors = {
      integers(b, nodes.splits),
      integers(b, nodes.sizes),
      integers(b, nodes.starts),
      offsets(b, categories),
      offsets(b, floats),
      offsets(b, oneHots),
      offsets(b, counters),
      doubles(b, nodes.values),
      doubles(b, new double[0]),
      integers(b, nodes.steps),
      integers(b, nodes.leaves)
    };
    int bias = doubles(b, model.bias());
    b.startTable(19);
    b.addInt(0, model.outputs(), 0);
    for (int i = 0; i < vectors.length; i++) {
      b.addOffset(1 + i, vectors[i], 0);
    }
    b.addDouble(14, model.scale(), 1);
    if (model.outputs() == 1) {
      b.addDouble(15, model.bias()[0], 0);
    } else {
      b.addOffset(16, bias, 0);
    }
    return b.endTable();
  }

  /// The nodes of all trees, as the binary format numbers them.
  private record Nodes(
      int[] splits, int[] sizes, int[] starts, int[] steps, int[] leaves, double[] values) {
    static Nodes of(ModelParts model) {
      List<Integer> splits = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      List<Integer> steps = new ArrayList<>();
      List<Integer> leaves = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (Shape shape : model.trees()) {
        starts.add(splits.size());
        switch (shape) {
          case ObliviousTree t -> {
            sizes.add(t.splits().length);
            Arrays.stream(t.splits()).forEach(splits::add);
            Arrays.stream(t.leaves()).forEach(values::add);
          }
          case BranchingTree t -> {
            sizes.add(t.splits().length);
            for (int n = 0; n < t.splits().length; n++) {
              boolean leaf = t.left()[n] == 0;
              splits.add(t.splits()[n]);
              steps.add(t.left()[n] | t.right()[n] << 16);
              leaves.add(leaf ? values.size() + (int) t.leaf()[n] : -1);
            }
            Arrays.stream(t.values()).forEach(values::add);
          }
        }
      }
      return new Nodes(
          array(splits),
          array(sizes),
          array(starts),
          array(steps),
          array(leaves),
          values.stream().mapToDouble(v -> v).toArray());
    }

    private static int[] array(List<Integer> list) {
      return list.stream().mapToInt(i -> i).toArray();
    }
  }

  private static int base(FlatBufferBuilder b, Counter.Base base) {
    Projection p = base.projection();
    int categories = integers(b, p.categories().stream().mapToInt(c -> c).toArray());
    b.startVector(8, p.above().size(), 4);
    for (Projection.Above above : p.above().reversed()) {
      b.prep(4, 8);
      b.putFloat(above.border());
      b.putInt(above.feature());
    }
    int above = b.endVector();
    b.startVector(8, p.oneHots().size(), 4);
    for (OneHot oneHot : p.oneHots().reversed()) {
      b.prep(4, 8);
      b.putInt(oneHot.hash());
      b.putInt(oneHot.category());
    }
    int equal = b.endVector();
    b.startTable(3);
    b.addOffset(0, categories, 0);
    b.addOffset(1, above, 0);
    b.addOffset(2, equal, 0);
    int projection = b.endTable();
    b.startTable(2);
    b.addOffset(0, projection, 0);
    b.addByte(1, (byte) base.kind().ordinal(), 0);
    return b.endTable();
  }

  private static byte[] table(ModelParts model, Counter.Base base, CounterTable table) {
    int size = Integer.highestOneBit(table.hashes().length) * 4;
    ByteBuffer index = ByteBuffer.allocate(size * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      index.putLong(i * 12, -1);
    }
    boolean mean = table.sums().length > 0;
    ByteBuffer blob =
        ByteBuffer.allocate(table.hashes().length * 4 * (mean ? 2 : table.width()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < table.hashes().length; r++) {
      int at = (int) (table.hashes()[r] & size - 1);
      while (index.getLong(at * 12) != -1) {
        at = at + 1 & size - 1;
      }
      index.putLong(at * 12, table.hashes()[r]).putInt(at * 12 + 8, r);
      if (mean) {
        blob.putFloat(table.sums()[r]);
      }
      for (int c = 0; c < table.width(); c++) {
        blob.putInt(table.counts()[r * table.width() + c]);
      }
    }
    FlatBufferBuilder b = new FlatBufferBuilder();
    int key = base(b, base);
    int hashes = b.createByteVector(index.array());
    int counts = b.createByteVector(blob.array());
    b.startTable(5);
    b.addOffset(0, key, 0);
    b.addOffset(1, hashes, 0);
    b.addOffset(2, counts, 0);
    b.addInt(3, table.total(), 0);
    b.addInt(4, mean ? 0 : table.width(), 0);
    b.finish(b.endTable());
    return b.sizedByteArray();
  }

  private static int offsets(FlatBufferBuilder b, List<Integer> offsets) {
    return b.createVectorOfTables(offsets.stream().mapToInt(i -> i).toArray());
  }

  private static int integers(FlatBufferBuilder b, int[] numbers) {
    b.startVector(4, numbers.length, 4);
    IntStream.range(0, numbers.length).forEach(i -> b.addInt(numbers[numbers.length - 1 - i]));
    return b.endVector();
  }

  private static int floats(FlatBufferBuilder b, float[] numbers) {
    b.startVector(4, numbers.length, 4);
    IntStream.range(0, numbers.length).forEach(i -> b.addFloat(numbers[numbers.length - 1 - i]));
    return b.endVector();
  }

  private static int doubles(FlatBufferBuilder b, double[] numbers) {
    b.startVector(8, numbers.length, 8);
    IntStream.range(0, numbers.length).forEach(i -> b.addDouble(numbers[numbers.length - 1 - i]));
    return b.endVector();
  }
}
