package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.xgboost.Booster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// XGBoost's scikit-learn classes: a booster in its own format inside the pickle.
final class XgboostWrappers {
  private XgboostWrappers() {}

  static boolean knows(Estimator estimator) {
    return estimator.type().module().startsWith("xgboost.");
  }

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Booster booster = booster(model, reading);
    Output raw = booster.signature().output();
    Output output =
        switch (raw) {
          case Output.Probabilities(Classes classes, _) ->
              new Output.Probabilities(classes(model, classes));
          case Output.Decision(Classes classes) -> new Output.Decision(classes(model, classes));
          case Output.Label(Classes classes) -> new Output.Label(classes(model, classes));
          case Output.Values _ -> throw model.unsupported("objective", booster.objective());
        };
    return model(model, booster, in, output);
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    Booster booster = booster(model, reading);
    return model(model, booster, in, booster.signature().output());
  }

  /// The inputs of a model that is nothing but a booster.
  static Inputs inputs(Estimator model) {
    Booster booster = booster(model, new Reading(Integer.MAX_VALUE, Inputs.numbered(1)));
    List<String> names = booster.signature().inputs().stream().map(Field::name).toList();
    boolean unnamed = IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals("f" + i));
    return unnamed ? Inputs.numbered(names.size()) : new Inputs(names);
  }

  private static Model model(Estimator model, Booster booster, Frame in, Output output) {
    in.expect(booster.engine().inputs(), model);
    // Of a sparse matrix, XGBoost sees only what is not 0.
    double missing = in.sparse() ? 0 : model.number("missing", Double.NaN);
    if (Double.isNaN(missing)) {
      return Model.on(in, booster.engine(), output);
    }
    double[] none = new double[in.width()];
    Arrays.fill(none, Double.NaN);
    ColumnOperation marked = new Imputers.FillNumbers(in.positions(), missing, none);
    return Model.on(in.mapped(), booster.engine(), output).after(marked);
  }

  /// The classes that the wrapper was fitted on; before version 1.6 only their number is in the file.
  private static Classes classes(Estimator model, Classes numbered) {
    if (model.has("classes_")) {
      Classes classes = ClassLabels.of(model);
      if (classes.size() != numbered.size()) {
        throw Refusal.corrupt(
            "%s has %d classes and a booster of %d"
                .formatted(model.name(), classes.size(), numbered.size()));
      }
      return classes;
    }
    return new Classes(
        IntStream.range(0, numbered.size()).mapToObj(Integer::toString).toList(),
        ColumnType.INTEGER);
  }

  private static Booster booster(Estimator model, Reading reading) {
    if (!(model.child("_Booster").get("handle") instanceof Pickled.Bytes handle)) {
      throw Refusal.corrupt("%s has no booster".formatted(model.name()));
    }
    reading.spend(handle.length());
    byte[] bytes =
        Arrays.copyOfRange(handle.array(), handle.offset(), handle.offset() + handle.length());
    if (bytes.length == 0 || bytes[0] != '{') {
      throw Refusal.unsupported(
          "the booster is in XGBoost's old binary format (before 1.6); save the model again with a newer one");
    }
    int best = model.integer("best_iteration", bestIteration(bytes));
    return Booster.read(bytes, model.name(), best < 0 ? Integer.MAX_VALUE : best + 1);
  }

  /// The round that early stopping found best, or -1.
  private static int bestIteration(byte[] bytes) {
    Document document = Document.jsonOrUbjson(bytes, "booster");
    Optional<Document> best =
        document
            .optional("Model")
            .orElse(document)
            .field("learner")
            .optional("attributes")
            .flatMap(a -> a.optional("best_iteration"));
    if (best.isEmpty()) {
      return -1;
    }
    try {
      return Integer.parseInt(best.get().text());
    } catch (NumberFormatException e) {
      throw best.get().corrupt("is no number");
    }
  }
}
