package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names and number of the columns that an estimator was fitted on.
final class FeatureNames {
  private static final int MAX_NESTING = 8;
  private static final int MAX_INPUTS = 1 << 17;

  private FeatureNames() {}

  /// The names, or none where it was fitted on an array without names.
  static List<String> of(Estimator estimator) {
    NumpyArray array = NumpyArray.of(estimator.get("feature_names_in_"));
    List<String> names = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      String name = array.text(i);
      if (name == null) {
        return List.of();
      }
      names.add(name);
    }
    return names;
  }

  /// The inputs of a whole model: those of its first step that knows them.
  static Inputs inputs(Estimator root) {
    Estimator estimator = root;
    for (int i = 0; estimator != null && i < MAX_NESTING; i++) {
      List<String> names = of(estimator);
      if (!names.isEmpty()) {
        return new Inputs(names);
      }
      Double count = Scalars.number(estimator.get("n_features_in_"));
      if (count == null) {
        count = Scalars.number(estimator.get("n_features_"));
      }
      if (count != null && count >= 1 && count <= MAX_INPUTS) {
        return Inputs.numbered(count.intValue());
      }
      if (Texts.isVectorizer(estimator)) {
        return new Inputs(List.of("text"));
      }
      if (Labels.isForTargets(estimator)) {
        return new Inputs(List.of("y"));
      }
      if (XgboostWrappers.knows(estimator)) {
        return XgboostWrappers.inputs(estimator);
      }
      if (LightgbmWrappers.knows(estimator)) {
        return LightgbmWrappers.inputs(estimator);
      }
      if (estimator.key().startsWith("dummy.")) {
        return Inputs.numbered(0);
      }
      estimator = first(estimator);
    }
    throw Refusal.unsupported("%s does not say how many columns it takes".formatted(root.name()));
  }

  private static @Nullable Estimator first(Estimator estimator) {
    for (String attribute :
        List.of("steps", "transformer_list", "estimators_", "calibrated_classifiers_")) {
      if (estimator.has(attribute)) {
        List<Pickled> members = estimator.list(attribute);
        if (members.isEmpty()) {
          return null;
        }
        Pickled member = members.getFirst();
        return Estimator.of(
            member instanceof Pickled.Sequence pair && pair.size() >= 2 ? pair.get(1) : member);
      }
    }
    for (String attribute :
        List.of("best_estimator_", "regressor_", "estimator_", "estimator", "base_estimator")) {
      if (estimator.has(attribute)) {
        return Estimator.of(estimator.get(attribute));
      }
    }
    return null;
  }
}
