package dev.slipway.scoring.catboost;

import dev.slipway.scoring.tree.Tree;
import java.util.List;

/// A tree as a model holds it, whose splits are numbers of questions.
sealed interface Shape permits ObliviousTree, BranchingTree {
  Tree tree(List<Question> questions, int outputs);
}
