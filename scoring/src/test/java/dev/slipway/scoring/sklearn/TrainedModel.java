package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.MeasuredParity;
import dev.slipway.scoring.pickle.PickleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/// A model that scikit-learn trained, rows, and what scikit-learn predicts for them.
final class TrainedModel {
  private final String name;
  private final List<Path> dumps;
  private String kind = "";
  private boolean exact;
  private double tolerance;
  private List<@Nullable Object> columns = List.of();
  private List<@Nullable Object> classes = List.of();
  private List<@Nullable Object> chosen = List.of();
  private List<@Nullable Object> names = List.of();
  private List<List<@Nullable Object>> rows = List.of();
  private List<List<@Nullable Object>> expected = List.of();

  private TrainedModel(String name, List<Path> dumps) {
    this.name = name;
    this.dumps = dumps;
  }

  /// All cases of a folder: `NAME.json` and the models `NAME.*.pkl`.
  static List<TrainedModel> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.sorted().toList();
    }
    List<TrainedModel> cases = new ArrayList<>();
    for (Path file : files) {
      String fileName = file.getFileName().toString();
      if (fileName.endsWith(".json")) {
        String name = fileName.substring(0, fileName.length() - ".json".length());
        List<Path> dumps =
            files.stream()
                .filter(f -> f.getFileName().toString().startsWith(name + "."))
                .filter(f -> f.getFileName().toString().endsWith(".pkl"))
                .toList();
        TrainedModel parity = new TrainedModel(name, dumps);
        parity.read(file);
        cases.add(parity);
      }
    }
    return cases;
  }

  /// The cases of a folder and of the folders in it.
  static List<TrainedModel> below(Path folder) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.walk(folder)) {
      folders = found.filter(Files::isDirectory).sorted().toList();
    }
    List<TrainedModel> models = new ArrayList<>();
    for (Path each : folders) {
      models.addAll(in(each));
    }
    return models;
  }

  String name() {
    return name;
  }

  List<Path> dumps() {
    return dumps;
  }

  void check() throws IOException {
    assertThat(dumps).as("dumps of " + name).isNotEmpty();
    for (Path dump : dumps) {
      Scorer scorer = SklearnFormat.compile(PickleFile.read(Files.readAllBytes(dump)));
      MeasuredParity.Comparison comparison = new MeasuredParity.Comparison();
      check(scorer, dump.getFileName().toString(), comparison);
      comparison.of(dump);
    }
  }

  private void check(Scorer scorer, String what, MeasuredParity.Comparison comparison) {
    Output output = scorer.signature().output();
    assertThat(kind)
        .isEqualTo(
            switch (output) {
              case Output.Values _ -> "values";
              case Output.Probabilities _ -> "probabilities";
              case Output.Decision _ -> "decision";
              case Output.Label _ -> "label";
            });
    if (!names.isEmpty() && output instanceof Output.Values(List<String> given)) {
      assertThat(given).as("the columns of %s", what).isEqualTo(names);
    }
    int width = output.width();
    Rows in = Rows.forSignature(scorer.signature());
    for (List<@Nullable Object> row : rows) {
      int r = in.add();
      for (int c = 0; c < row.size(); c++) {
        int input = scorer.signature().indexOf(String.valueOf(columns.get(c)));
        if (input < 0) {
          continue;
        }
        Object cell = row.get(c);
        if (!scorer.signature().inputs().get(input).type().numeric()) {
          in.text(r, input, (String) cell);
        } else if (cell instanceof String text) {
          // A text column that the model does not read.
          in.number(
              r,
              input,
              text.startsWith("0x") || text.startsWith("-0x") ? number(text) : Table.NULL);
        } else {
          in.number(r, input, Table.NULL);
        }
      }
    }
    double[] together = new double[width * rows.size()];
    scorer.score(in, together);
    for (int r = 0; r < rows.size(); r++) {
      assertThat(expected.get(r)).hasSize(width);
      for (int i = 0; i < width; i++) {
        double wanted = number(String.valueOf(expected.get(r).get(i)));
        double got = together[r * width + i];
        comparison.add(wanted, got);
        // Terms of a sum may cancel, so what counts is the error beside 1 where the sum is smaller.
        boolean same =
            exact
                ? Double.compare(got + 0.0, wanted + 0.0) == 0
                : Double.compare(got + 0.0, wanted + 0.0) == 0
                    || Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
        assertThat(same)
            .as(
                "%s row %d %s, output %d: expected %s, got %s",
                what, r, rows.get(r), i, wanted, got)
            .isTrue();
      }
    }
    for (int r = 0; r < chosen.size(); r++) {
      assertThat(Predictions.classIndex(output, together, r * width))
          .as("%s row %d %s: the predicted class", what, r, rows.get(r))
          .isEqualTo((int) number(String.valueOf(chosen.get(r))));
    }
    checkOneByOne(scorer, in, together, what);
  }

  /// A row alone gives what it gives among others.
  private void checkOneByOne(Scorer scorer, Rows all, double[] together, String what) {
    int width = scorer.signature().output().width();
    Rows one = Rows.forSignature(scorer.signature());
    double[] out = new double[width];
    for (int r = 0; r < all.size(); r++) {
      one.clear();
      one.add();
      for (int c = 0; c < all.width(); c++) {
        one.number(0, c, all.number(r, c));
        if (all.hasTexts()) {
          one.text(0, c, all.text(r, c));
        }
      }
      scorer.score(one, out);
      for (int i = 0; i < width; i++) {
        assertThat(Double.valueOf(out[i]))
            .as("%s row %d alone", what, r)
            .isEqualTo(Double.valueOf(together[r * width + i]));
      }
    }
  }

  List<String> classes() {
    return classes.stream().map(String::valueOf).toList();
  }

  /// Python's `float.hex`, or the names of what is not finite.
  private static double number(String hex) {
    return switch (hex) {
      case "null", "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(hex);
    };
  }

  private void read(Path file) throws IOException {
    try (JsonParser parser =
        JsonFactory.builder()
            .build()
            .createParser(tools.jackson.core.ObjectReadContext.empty(), Files.readAllBytes(file))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        switch (key) {
          case "kind" -> kind = parser.getString();
          case "exact" -> exact = parser.getBooleanValue();
          case "tolerance" -> tolerance = parser.getDoubleValue();
          case "columns" -> columns = list(parser);
          case "chosen" -> chosen = list(parser);
          case "classes" -> classes = list(parser);
          case "names" -> {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
              names = list(parser);
            }
          }
          case "rows" -> rows = table(parser);
          case "expected" -> expected = table(parser);
          default -> parser.skipChildren();
        }
      }
    }
  }

  private static List<@Nullable Object> list(JsonParser parser) {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getString());
    }
    return items;
  }

  private static List<List<@Nullable Object>> table(JsonParser parser) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      rows.add(list(parser));
    }
    return rows;
  }
}
