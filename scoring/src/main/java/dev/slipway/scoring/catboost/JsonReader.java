package dev.slipway.scoring.catboost;

import dev.slipway.scoring.document.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads what `save_model(format='json')` writes.
final class JsonReader {
  private final Document model;

  private JsonReader(Document model) {
    this.model = model;
  }

  static ModelParts read(byte[] bytes, String what) {
    return new JsonReader(Document.json(bytes, what)).model();
  }

  private ModelParts model() {
    double[] bias = {0};
    double scale = 1;
    if (model.has("scale_and_bias")) {
      Document parts = model.field("scale_and_bias");
      if (!parts.isList() || parts.items().size() != 2) {
        throw parts.corrupt("is no pair");
      }
      scale = parts.items().get(0).number();
      Document second = parts.items().get(1);
      bias = second.isList() ? second.numbers() : new double[] {second.number()};
      if (bias.length < 1 || bias.length > ModelParts.MOST_OUTPUTS) {
        throw parts.corrupt("has %d biases".formatted(bias.length));
      }
    }
    JsonFeatures features = new JsonFeatures(model.field("features_info"));
    return new ModelParts(
        features.floats(),
        features.categories(),
        features.oneHots(),
        features.counters(),
        features.tables(model.optional("ctr_data")),
        trees(bias.length),
        bias.length,
        scale,
        bias,
        Training.read(
            note("catboost_version_info").filter(Document::isText).map(Document::text),
            note("params").filter(p -> !p.isText()),
            note("class_params").or(() -> note("multiclass_params")).filter(p -> !p.isText())));
  }

  private Optional<Document> note(String key) {
    return model.optional("model_info").flatMap(i -> i.optional(key));
  }

  private List<Shape> trees(int outputs) {
    List<Shape> trees = new ArrayList<>();
    if (model.has("oblivious_trees")) {
      for (Document tree : model.field("oblivious_trees").items()) {
        List<Document> splits = tree.optional("splits").map(Document::items).orElse(List.of());
        trees.add(
            new ObliviousTree(
                splits.stream().mapToInt(JsonReader::question).toArray(),
                tree.field("leaf_values").numbers()));
      }
    } else {
      for (Document tree : model.field("trees").items()) {
        trees.add(new Nodes(outputs).read(tree));
      }
    }
    return trees;
  }

  private static int question(Document split) {
    return split.field("split_index").count(Integer.MAX_VALUE);
  }

  /// Numbers the nested nodes of a tree: a parent before its children.
  private static final class Nodes {
    private final int outputs;
    private int count;
    private int[] splits = new int[64];
    private int[] left = new int[64];
    private int[] right = new int[64];
    private long[] leaf = new long[64];
    private double[] values = new double[64];
    private int used;

    Nodes(int outputs) {
      this.outputs = outputs;
    }

    Shape read(Document root) {
      add(root);
      return new BranchingTree(
          Arrays.copyOf(splits, count),
          Arrays.copyOf(left, count),
          Arrays.copyOf(right, count),
          Arrays.copyOf(leaf, count),
          Arrays.copyOf(values, used));
    }

    private int add(Document node) {
      if (count == splits.length) {
        splits = Arrays.copyOf(splits, 2 * count);
        left = Arrays.copyOf(left, 2 * count);
        right = Arrays.copyOf(right, 2 * count);
        leaf = Arrays.copyOf(leaf, 2 * count);
      }
      int number = count++;
      if (node.has("value")) {
        Document value = node.field("value");
        double[] own = value.isList() ? value.numbers() : new double[] {value.number()};
        if (own.length != outputs) {
          throw value.corrupt("has %d values for %d outputs".formatted(own.length, outputs));
        }
        if (used + own.length > values.length) {
          values = Arrays.copyOf(values, 2 * values.length + own.length);
        }
        leaf[number] = used;
        System.arraycopy(own, 0, values, used, own.length);
        used += own.length;
      } else {
        splits[number] = question(node.field("split"));
        int onLeft = add(node.field("left"));
        int onRight = add(node.field("right"));
        left[number] = onLeft - number;
        right[number] = onRight - number;
      }
      return number;
    }
  }
}
