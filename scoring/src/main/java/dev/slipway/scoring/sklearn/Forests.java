package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.tree.Forest;
import java.util.List;

/// Decision trees, and forests that average them.
final class Forests {
  private Forests() {}

  static Model treeClassifier(Estimator tree, Frame in, Reading reading) {
    Output output = ClassLabels.probabilities(tree);
    Forest.Builder forest = Forest.builder(in.width(), output.width());
    TreeArrays arrays = TreeArrays.of(tree, reading);
    forest.add(arrays.classifier(output.width()));
    arrays.requireIn(in, reading);
    return Model.on(in, forest.build().compile(), output);
  }

  static Model treeRegressor(Estimator tree, Frame in, Reading reading) {
    TreeArrays arrays = TreeArrays.of(tree, reading);
    Forest.Builder forest = Forest.builder(in.width(), arrays.valuesPerNode());
    forest.add(arrays.regressor());
    arrays.requireIn(in, reading);
    return Model.on(in, forest.build().compile(), ClassLabels.values(arrays.valuesPerNode()));
  }

  static Model classifier(Estimator ensemble, Frame in, Reading reading) {
    Output output = ClassLabels.probabilities(ensemble);
    List<Pickled> members = members(ensemble);
    Forest.Builder forest = Forest.builder(in.width(), output.width()).divisor(members.size());
    for (Pickled member : members) {
      TreeArrays arrays = TreeArrays.of(Estimator.require(member, "a tree"), reading);
      forest.add(arrays.classifier(output.width()));
      arrays.requireIn(in, reading);
    }
    return Model.on(in, forest.build().compile(), output);
  }

  static Model regressor(Estimator ensemble, Frame in, Reading reading) {
    List<Pickled> members = members(ensemble);
    int outputs = ensemble.integer("n_outputs_", 1);
    if (outputs < 1 || outputs > 1 << 16) {
      throw Refusal.corrupt("%s predicts %d numbers".formatted(ensemble.name(), outputs));
    }
    Forest.Builder forest = Forest.builder(in.width(), outputs).divisor(members.size());
    for (Pickled member : members) {
      TreeArrays arrays = TreeArrays.of(Estimator.require(member, "a tree"), reading);
      forest.add(arrays.regressor());
      arrays.requireIn(in, reading);
    }
    return Model.on(in, forest.build().compile(), ClassLabels.values(outputs));
  }

  private static List<Pickled> members(Estimator ensemble) {
    List<Pickled> members = ensemble.list("estimators_");
    if (members.isEmpty()) {
      throw Refusal.corrupt("%s has no trees".formatted(ensemble.name()));
    }
    return members;
  }
}
