package dev.slipway.scoring.catboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.document.Document;
import java.util.ArrayList;
import java.util.List;

/// The float features of a model: which column of the request each is, and where its missing values go.
record FloatFeatures(List<Field> inputs, int[] columns, boolean[] greatest) {
  private static final int MOST_FEATURES = 1 << 20;

  static FloatFeatures read(Document model) {
    Document info = model.field("features_info");
    for (String kind : List.of("categorical_features", "text_features", "embedding_features")) {
      if (info.optional(kind).map(f -> !f.items().isEmpty()).orElse(false)) {
        throw unsupported(kind.replace('_', ' '));
      }
    }
    List<Document> features = info.field("float_features").items();
    int width = 0;
    for (Document feature : features) {
      width = Math.max(width, feature.field("flat_feature_index").count(MOST_FEATURES) + 1);
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      names.add("f" + c);
    }
    int[] columns = new int[features.size()];
    boolean[] greatest = new boolean[features.size()];
    for (Document feature : features) {
      int index = feature.field("feature_index").count(features.size() - 1);
      columns[index] = feature.field("flat_feature_index").count(MOST_FEATURES);
      feature
          .optional("feature_id")
          .map(Document::text)
          .filter(id -> !id.isEmpty() && !names.contains(id))
          .ifPresent(id -> names.set(columns[index], id));
      greatest[index] =
          feature.optional("nan_value_treatment").map(t -> t.text().equals("AsTrue")).orElse(false);
    }
    return new FloatFeatures(
        names.stream().map(n -> Field.optional(n, ColumnType.DECIMAL)).toList(), columns, greatest);
  }

  int count() {
    return columns.length;
  }

  int column(int feature) {
    return columns[feature];
  }

  boolean missingIsGreatest(int feature) {
    return greatest[feature];
  }

  /// A split on anything but a float feature needs CatBoost's own hashes and counters.
  static void refuseOtherSplits(Document split) {
    String kind = split.optional("split_type").map(Document::text).orElse("FloatFeature");
    if (!kind.equals("FloatFeature")) {
      throw unsupported("splits of type " + kind);
    }
  }

  private static SlipwayException unsupported(String what) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        "CatBoost's %s are not supported; encode the columns as numbers, or serve the model with a"
                .formatted(what)
            + " Python worker");
  }
}
