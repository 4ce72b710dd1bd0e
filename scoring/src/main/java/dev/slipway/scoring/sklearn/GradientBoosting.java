package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.tree.Forest;
import java.util.List;

/// Gradient boosting of regression trees: a first guess, then the learning rate times each tree's leaf.
/// The first guess is the same for all rows, or another model's prediction for the row.
final class GradientBoosting {
  private GradientBoosting() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    FirstGuess guess = FirstGuess.of(model, classes.size());
    int scores = classes.size() == 2 ? 1 : classes.size();
    Link link =
        switch (guess) {
          case HALF_LOG_ODDS -> Links.BINARY_EXPONENTIAL;
          case LOG_ODDS -> DoubleLink.BINARY_LOGISTIC;
          case LOG, CENTERED_LOG -> Links.LOG_SUM_EXP;
        };
    if (!hasInit(model)) {
      return Model.on(in, forest(model, in, scores, new double[scores], reading), link, classes);
    }
    Estimator init = model.child("init_");
    if (init.key().equals("dummy.DummyClassifier")) {
      double[] prior = Dummies.shares(init, reading);
      double[] base = new double[scores];
      if (prior.length != classes.size()) {
        throw Refusal.corrupt("%s starts from %d classes".formatted(model.name(), prior.length));
      }
      guess.apply(prior, prior.length, 1, base);
      return Model.on(in, forest(model, in, scores, base, reading), link, classes);
    }
    Model first = Ensembles.probabilities(init, classes.size(), in, reading);
    Model guessed =
        new Model(first.columns(), first.engine().then(guess), new Output.Decision(classes));
    Engine trees = forest(model, in, scores, new double[scores], reading);
    Model decision = added(guessed, Model.on(in, trees, new Output.Decision(classes)), in);
    return new Model(
            decision.columns(), decision.engine().then(link), new Output.Probabilities(classes))
        .deciding(decision);
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    Output output = ClassLabels.values(1);
    if (!hasInit(model)) {
      return Model.on(in, forest(model, in, 1, new double[1], reading), output);
    }
    Estimator init = model.child("init_");
    if (init.key().equals("dummy.DummyRegressor")) {
      double[] base = init.doubles("constant_", 1, reading);
      return Model.on(in, forest(model, in, 1, base, reading), output);
    }
    Model first = Ensembles.number(init, in, reading);
    return added(first, Model.on(in, forest(model, in, 1, new double[1], reading), output), in);
  }

  /// The sum of a first guess, which sees float32 as all of the model does, and the trees.
  private static Model added(Model first, Model trees, Frame in) {
    Model rounded = first.after(new Rounded(in.before()));
    return new Model(
        Beside.of(List.of(rounded.asColumns(), trees.asColumns())),
        new Sum(trees.output().width()),
        trees.output());
  }

  /// Without an init, which older versions write as the word `zero`, boosting starts from 0.
  private static boolean hasInit(Estimator model) {
    return model.has("init_") && !model.text("init_", "").equals("zero");
  }

  private static Engine forest(
      Estimator model, Frame in, int scores, double[] base, Reading reading) {
    NumpyArray stages = model.array("estimators_");
    if (stages.length(1) != scores) {
      throw Refusal.corrupt(
          "%s has %d trees a stage for %d scores"
              .formatted(model.name(), stages.length(1), scores));
    }
    double rate = model.number("learning_rate");
    Forest.Builder forest = Forest.builder(in.width(), scores).base(base);
    for (int i = 0; i < stages.size(); i++) {
      TreeArrays arrays = TreeArrays.of(Estimator.require(stages.object(i), "a tree"), reading);
      forest.add(arrays.addend(i % scores, rate));
    }
    in.require(reading.inputs());
    return forest.build().compile();
  }

  /// What a classifier's trees are added to, made of the probabilities of a first guess.
  private enum FirstGuess implements Link {
    LOG_ODDS,
    HALF_LOG_ODDS,
    LOG,
    /// Since 1.4: less their mean, which changes the scores but no probability.
    CENTERED_LOG;

    /// How near to 0 and 1 a first guess may come: the spacing of float32 at 1.
    private static final double NEAREST = Math.ulp(1f);

    static FirstGuess of(Estimator model, int classes) {
      if (model.text("loss", "log_loss").equals("exponential")) {
        return HALF_LOG_ODDS;
      }
      return classes == 2 ? LOG_ODDS : model.isSince(1, 4, 0) ? CENTERED_LOG : LOG;
    }

    @Override
    public int outputs(int inputs) {
      return inputs == 2 ? 1 : inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        switch (this) {
          case LOG_ODDS -> out[r] = logOdds(raw[r * width + 1]);
          case HALF_LOG_ODDS -> out[r] = 0.5 * logOdds(raw[r * width + 1]);
          case LOG, CENTERED_LOG -> logs(raw, r * width, width, out);
        }
      }
    }

    private void logs(double[] raw, int at, int width, double[] out) {
      double mean = 0;
      for (int i = at; i < at + width; i++) {
        out[i] = Math.log(clipped(raw[i]));
        mean += out[i] / width;
      }
      for (int i = at; this == CENTERED_LOG && i < at + width; i++) {
        out[i] -= mean;
      }
    }

    private static double logOdds(double share) {
      double p = clipped(share);
      return Math.log(p / (1 - p));
    }

    private static double clipped(double share) {
      return Math.min(Math.max(share, NEAREST), 1 - NEAREST);
    }
  }

  /// All columns, rounded to float32.
  private record Rounded(int width) implements ColumnOperation {
    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < width; i++) {
          out.number(r, at + i, (float) in.number(r, i));
        }
      }
    }
  }

  /// The first half of the columns and the second, added.
  private record Sum(int outputs) implements Engine {
    @Override
    public int inputs() {
      return 2 * outputs;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        for (int o = 0; o < outputs; o++) {
          out[r * outputs + o] =
              matrix[r * 2 * outputs + o] + matrix[r * 2 * outputs + outputs + o];
        }
      }
    }
  }
}
