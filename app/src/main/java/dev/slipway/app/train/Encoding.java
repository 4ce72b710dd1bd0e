package dev.slipway.app.train;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.column.DatePart;
import dev.slipway.scoring.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/// Reads how a project wants its columns encoded: `encode.COLUMN: [minute-of-day, day-of-week]` for a moment,
/// `[target-mean]`, `[code]` or `[frequency]` for a category, `[number]` for a number. A column that is not
/// named gets what its type suggests.
final class Encoding {
  private static final double SMOOTHING = 20;

  private Encoding() {}

  static List<FeatureSpec> of(
      Table train, List<String> features, SortedMap<String, String> params) {
    params.keySet().stream()
        .filter(p -> p.startsWith("encode."))
        .map(p -> p.substring("encode.".length()))
        .filter(column -> !features.contains(column))
        .findFirst()
        .ifPresent(column -> {
          throw new SlipwayException(
              ErrorCode.INVALID_PROJECT,
              "params.yaml encodes '%s', which is no feature; the features are %s"
                  .formatted(column, features));
        });
    List<FeatureSpec> specs = new ArrayList<>();
    for (String name : features) {
      Column column = train.schema().columns().get(train.indexOf(name));
      String wanted = params.get("encode." + name);
      if (wanted == null) {
        specs.addAll(byType(column));
      } else {
        for (String kind : list(wanted)) {
          specs.add(spec(column, kind));
        }
      }
    }
    return specs;
  }

  private static List<FeatureSpec> byType(Column column) {
    return switch (column.type()) {
      case BOOLEAN, INTEGER, DECIMAL -> List.of(new FeatureSpec.Number(column.name()));
      case STRING -> List.of(new FeatureSpec.TargetMean(column.name(), SMOOTHING));
      case DATETIME ->
          List.of(
              new FeatureSpec.Date(column.name(), DatePart.Part.MINUTE_OF_DAY),
              new FeatureSpec.Date(column.name(), DatePart.Part.DAY_OF_WEEK));
    };
  }

  private static FeatureSpec spec(Column column, String kind) {
    return switch (kind) {
      case "number" -> new FeatureSpec.Number(column.name());
      case "code" -> new FeatureSpec.Code(column.name(), FeatureSpec.Unseen.MISSING);
      case "frequency" -> new FeatureSpec.Frequency(column.name());
      case "target-mean" -> new FeatureSpec.TargetMean(column.name(), SMOOTHING);
      default -> new FeatureSpec.Date(column.name(), part(column, kind));
    };
  }

  private static DatePart.Part part(Column column, String kind) {
    if (column.type() == ColumnType.DATETIME) {
      for (DatePart.Part part : DatePart.Part.values()) {
        if (label(part).equals(kind)) {
          return part;
        }
      }
    }
    throw new SlipwayException(
        ErrorCode.INVALID_PROJECT,
        "params.yaml encodes the %s '%s' as '%s'; possible are number, code, frequency, target-mean%s"
            .formatted(
                column.type().name().toLowerCase(Locale.ROOT),
                column.name(),
                kind,
                column.type() == ColumnType.DATETIME
                    ? Arrays.stream(DatePart.Part.values())
                        .map(p -> ", " + label(p))
                        .reduce("", String::concat)
                    : ""));
  }

  private static String label(DatePart.Part part) {
    return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> list(String text) {
    String inner = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    return Arrays.stream(inner.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
