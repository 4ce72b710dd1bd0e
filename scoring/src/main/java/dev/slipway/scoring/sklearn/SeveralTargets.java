package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import java.util.ArrayList;
import java.util.List;

/// A regressor for each of several targets.
final class SeveralTargets {
  private SeveralTargets() {}

  static Model independent(Estimator model, Frame in, Reading reading) {
    List<ColumnOperation> columns = new ArrayList<>();
    for (Pickled member : model.list("estimators_")) {
      columns.add(Ensembles.number(Estimator.require(member, "a member"), in, reading).asColumns());
    }
    if (columns.isEmpty()) {
      throw Refusal.corrupt("%s has no members".formatted(model.name()));
    }
    return new Model(
        Beside.of(columns), new Unchanged(columns.size()), ClassLabels.values(columns.size()));
  }

  /// Each regressor also reads what those before it predicted.
  static Model chained(Estimator chain, Frame in, Reading reading) {
    List<Pickled> members = chain.list("estimators_");
    int[] order = order(chain, members.size());
    List<ColumnOperation> links = new ArrayList<>();
    links.add(new Pick(in.positions(), false));
    Frame frame = in.mapped();
    for (Pickled member : members) {
      Model next = Ensembles.number(Estimator.require(member, "a member"), frame, reading);
      links.add(new Appended(frame.width(), next.asColumns()));
      List<Frame.Column> columns = new ArrayList<>(frame.columns());
      columns.add(new Frame.Column(frame.width(), -1, false, ""));
      frame = new Frame(columns, columns.size(), frame.sparse());
    }
    int[] results = new int[members.size()];
    for (int i = 0; i < results.length; i++) {
      results[order[i]] = in.width() + i;
    }
    links.add(new Pick(results, false));
    return new Model(
        new Chain(links), new Unchanged(results.length), ClassLabels.values(results.length));
  }

  /// Which target each link of the chain predicts.
  private static int[] order(Estimator chain, int members) {
    NumpyArray array = NumpyArray.of(chain.get("order_"));
    int[] order = new int[members];
    boolean[] seen = new boolean[members];
    List<Pickled> listed =
        chain.get("order_") instanceof Sequence sequence ? sequence.items() : List.of();
    if (members == 0 || (array == null ? listed.size() : array.size()) != members) {
      throw Refusal.corrupt("%s has no order for %d members".formatted(chain.name(), members));
    }
    for (int i = 0; i < members; i++) {
      Double target = array == null ? Scalars.number(listed.get(i)) : (Double) array.number(i);
      if (target == null || !(target >= 0 && target < members) || seen[target.intValue()]) {
        throw Refusal.corrupt("%s has no order of its targets".formatted(chain.name()));
      }
      order[i] = target.intValue();
      seen[order[i]] = true;
    }
    return order;
  }

  /// All columns before it, and one more.
  private record Appended(int before, ColumnOperation last) implements ColumnOperation {
    @Override
    public int width() {
      return before + 1;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < before; i++) {
          out.number(r, at + i, in.number(r, i));
        }
      }
      last.apply(in, out, at + before);
    }
  }
}
