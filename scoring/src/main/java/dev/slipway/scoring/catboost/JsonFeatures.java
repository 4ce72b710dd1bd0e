package dev.slipway.scoring.catboost;

import dev.slipway.scoring.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `features_info` of a JSON model, and the tables of counts behind its counters.
final class JsonFeatures {
  private final FeatureOrder order = new FeatureOrder();
  private final List<FloatFeature> floats = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final List<OneHot> oneHots = new ArrayList<>();
  private final List<Counter> counters = new ArrayList<>();

  JsonFeatures(Document info) {
    for (String kind : List.of("text_features", "embedding_features")) {
      for (Document feature : list(info, kind)) {
        throw Refusal.unsupported(
            "%s (here '%s')".formatted(kind.replace('_', ' '), name(feature)));
      }
    }
    list(info, "float_features").forEach(this::addFloat);
    list(info, "categorical_features").forEach(this::addCategory);
    for (Document counter : list(info, "ctrs")) {
      counters.add(
          new Counter(
              base(counter.field("elements"), counter.field("ctr_type")),
              counter.field("target_border_idx").count(ModelParts.MOST_OUTPUTS),
              (float) counter.field("prior_numerator").number(),
              (float) counter.field("prior_denomerator").number(),
              (float) counter.field("shift").number(),
              (float) counter.field("scale").number(),
              floats(counter.field("borders"))));
    }
  }

  List<FloatFeature> floats() {
    return floats;
  }

  List<Category> categories() {
    return categories;
  }

  List<OneHot> oneHots() {
    return oneHots;
  }

  List<Counter> counters() {
    return counters;
  }

  private static List<Document> list(Document info, String kind) {
    return info.optional(kind).map(Document::items).orElse(List.of());
  }

  private void addFloat(Document feature) {
    order.addFloat(feature.field("feature_index").count(ModelParts.MOST_FEATURES));
    boolean missing = feature.optional("has_nans").map(Document::flag).orElse(true);
    boolean greatest =
        feature.optional("nan_value_treatment").map(t -> t.text().equals("AsTrue")).orElse(false);
    floats.add(
        new FloatFeature(
            input(feature), name(feature), floats(feature.field("borders")), missing && greatest));
  }

  private void addCategory(Document feature) {
    order.addCategory(feature.field("feature_index").count(ModelParts.MOST_FEATURES));
    feature
        .optional("values")
        .ifPresent(values -> {
          for (int hash : values.integers()) {
            oneHots.add(new OneHot(categories.size(), hash));
          }
        });
    categories.add(new Category(input(feature), name(feature)));
  }

  private static int input(Document feature) {
    return feature.field("flat_feature_index").count(ModelParts.MOST_FEATURES);
  }

  private static String name(Document feature) {
    return feature
        .optional("feature_id")
        .or(() -> feature.optional("feature_name"))
        .map(Document::text)
        .orElse("");
  }

  private static float[] floats(Document list) {
    double[] numbers = list.numbers();
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private Counter.Base base(Document elements, Document kind) {
    List<Integer> exact = new ArrayList<>();
    List<Projection.Above> above = new ArrayList<>();
    List<OneHot> equal = new ArrayList<>();
    for (Document element : elements.items()) {
      switch (element.field("combination_element").text()) {
        case "cat_feature_value" -> exact.add(category(element));
        case "float_feature" ->
            above.add(
                new Projection.Above(
                    order.ofFloat(
                        element.field("float_feature_index").count(ModelParts.MOST_FEATURES)),
                    (float) element.field("border").number()));
        case "cat_feature_exact_value" ->
            equal.add(new OneHot(category(element), (int) element.field("value").number()));
        default -> throw element.corrupt("combines something unknown");
      }
    }
    return new Counter.Base(new Projection(exact, above, equal), CounterKind.named(kind.text()));
  }

  private int category(Document element) {
    return order.ofCategory(element.field("cat_feature_index").count(ModelParts.MOST_FEATURES));
  }

  /// The tables by what they count. Their keys are JSON themselves.
  Map<Counter.Base, CounterTable> tables(Optional<Document> all) {
    Map<Counter.Base, CounterTable> tables = new HashMap<>();
    if (all.isPresent()) {
      for (String key : all.get().names()) {
        Document id = Document.json(key.getBytes(StandardCharsets.UTF_8), "ctr_data");
        Counter.Base base = base(id.field("identifier"), id.field("type"));
        tables.put(base, table(all.get().field(key), base.kind()));
      }
    }
    return tables;
  }

  /// A list of `hash, number, number, ...`, `hash_stride` elements a row.
  private static CounterTable table(Document table, CounterKind kind) {
    List<Document> cells = table.field("hash_map").items();
    int stride = table.field("hash_stride").count(ModelParts.MOST_OUTPUTS);
    boolean mean = CbmFeatures.isMean(kind);
    if (stride < (mean ? 3 : 2) || cells.size() % stride != 0) {
      throw table.corrupt("has %d cells in rows of %d".formatted(cells.size(), stride));
    }
    int rows = cells.size() / stride;
    int width = mean ? 1 : stride - 1;
    long[] hashes = new long[rows];
    float[] sums = new float[mean ? rows : 0];
    int[] counts = new int[rows * width];
    for (int r = 0; r < rows; r++) {
      hashes[r] = hash(cells.get(r * stride));
      if (mean) {
        sums[r] = (float) cells.get(r * stride + 1).number();
      }
      for (int c = 0; c < width; c++) {
        counts[r * width + c] = (int) cells.get(r * stride + (mean ? 2 : 1) + c).number();
      }
    }
    int total = table.optional("counter_denominator").map(d -> (int) d.number()).orElse(0);
    return new CounterTable(hashes, sums, counts, width, total);
  }

  private static long hash(Document cell) {
    try {
      return Long.parseUnsignedLong(cell.text());
    } catch (NumberFormatException e) {
      throw cell.corrupt("is no 64-bit hash");
    }
  }
}
