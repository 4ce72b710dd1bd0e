package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.pickle.DType;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What an estimator predicts: its `classes_`, or numbers.
final class ClassLabels {
  private ClassLabels() {}

  static Classes of(Estimator classifier) {
    return of(classifier, "classes_");
  }

  static Classes of(Estimator classifier, String attribute) {
    if (classifier.get(attribute) instanceof Pickled.Sequence) {
      throw Refusal.unsupported(
          "%s with several targets is not supported".formatted(classifier.name()));
    }
    NumpyArray array = classifier.array(attribute);
    if (array.size() == 0) {
      throw Refusal.corrupt("%s has no classes".formatted(classifier.name()));
    }
    List<String> labels = new ArrayList<>(array.size());
    boolean text = array.text(0) != null;
    DType.Kind kind = array.type().kind();
    boolean flags =
        kind == DType.Kind.BOOLEAN
            || (kind == DType.Kind.OBJECT && array.object(0) instanceof Pickled.Bool);
    boolean whole =
        kind == DType.Kind.INTEGER
            || kind == DType.Kind.UNSIGNED
            || (kind == DType.Kind.OBJECT && array.object(0) instanceof Pickled.Int);
    for (int i = 0; i < array.size(); i++) {
      String label = text ? array.text(i) : null;
      if (text && label == null) {
        throw Refusal.unsupported(
            "%s has classes of text and of numbers".formatted(classifier.name()));
      }
      labels.add(
          label != null
              ? label
              : flags
                  ? String.valueOf(array.number(i) != 0)
                  : whole ? String.valueOf(array.integer(i)) : String.valueOf(array.number(i)));
    }
    return new Classes(
        labels,
        text
            ? ColumnType.STRING
            : flags ? ColumnType.BOOLEAN : whole ? ColumnType.INTEGER : ColumnType.DECIMAL);
  }

  static Output probabilities(Estimator classifier) {
    return new Output.Probabilities(of(classifier));
  }

  /// The names of `count` predicted numbers.
  static Output values(int count) {
    return new Output.Values(
        count == 1
            ? List.of("prediction")
            : IntStream.range(0, count).mapToObj(i -> "prediction_" + i).toList());
  }
}
