package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.lightgbm.LightgbmModel;
import java.util.List;
import java.util.stream.IntStream;

/// LightGBM's scikit-learn classes: a booster's text inside the pickle.
final class LightgbmWrappers {
  private LightgbmWrappers() {}

  static boolean knows(Estimator estimator) {
    return estimator.type().module().startsWith("lightgbm.");
  }

  static Model classifier(Estimator model, Frame in, Reading reading) {
    LightgbmModel booster = booster(model, reading);
    if (!(booster.signature().output() instanceof Output.Probabilities(Classes numbered, _))) {
      throw model.unsupported("objective", booster.objective());
    }
    Classes classes = ClassLabels.of(model, "_classes");
    if (classes.size() != numbered.size()) {
      throw Refusal.corrupt(
          "%s has %d classes and a booster of %d"
              .formatted(model.name(), classes.size(), numbered.size()));
    }
    in.expect(booster.engine().inputs(), model);
    return Model.on(in, booster.engine(), new Output.Probabilities(classes));
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    LightgbmModel booster = booster(model, reading);
    in.expect(booster.engine().inputs(), model);
    return Model.on(in, booster.engine(), booster.signature().output());
  }

  /// The inputs of a model that is nothing but a booster.
  static Inputs inputs(Estimator model) {
    LightgbmModel booster = booster(model, new Reading(Integer.MAX_VALUE, Inputs.numbered(1)));
    List<String> names = booster.signature().inputs().stream().map(Field::name).toList();
    boolean unnamed =
        IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals("Column_" + i));
    return unnamed ? Inputs.numbered(names.size()) : new Inputs(names);
  }

  private static LightgbmModel booster(Estimator model, Reading reading) {
    Estimator booster = model.child("_Booster");
    String text = booster.text(booster.has("_handle") ? "_handle" : "handle", "");
    if (text.isEmpty()) {
      throw Refusal.corrupt("%s has no booster".formatted(model.name()));
    }
    if (text.contains("\npandas_categorical:[[")) {
      throw Refusal.unsupported(
          "%s with pandas categories is not supported".formatted(model.name()));
    }
    reading.spend(text.length());
    return LightgbmModel.read(upTo(booster.integer("best_iteration", -1), text));
  }

  /// The text with the trees of the first rounds only, where early stopping found that many best.
  private static String upTo(int rounds, String text) {
    int width = text.indexOf("\nnum_tree_per_iteration=");
    int end = text.indexOf("\nend of trees");
    if (rounds <= 0 || width < 0 || end < 0) {
      return text;
    }
    int from = width + "\nnum_tree_per_iteration=".length();
    try {
      int trees = Integer.parseInt(text.substring(from, text.indexOf('\n', from)).strip());
      int cut = text.indexOf("\nTree=" + (long) trees * rounds + "\n");
      return cut < 0 || cut > end ? text : text.substring(0, cut) + text.substring(end);
    } catch (NumberFormatException e) {
      throw Refusal.corrupt("a LightGBM booster does not say how many trees a round has");
    }
  }
}
