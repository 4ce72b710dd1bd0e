package dev.slipway.scoring.catboost;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The columns of a model with categories: its numeric features, then 1 or 0 for each one-hot question, then
/// its counters. The trees see only numbers, so categories cost them nothing.
///
/// A missing category is read as the empty text, as CatBoost reads it from a file.
final class Encoding implements ColumnOperation {
  private static final int MOST_READERS = 1 << 12;

  private final List<FloatFeature> floats;
  private final Category[] categories;
  private final OneHot[] oneHots;
  private final Key[] keys;

  /// A projection with the table that its hash is looked up in, and the counters that read it.
  private record Key(Projection projection, HashIndex index, Column[] columns) {}

  private record Column(int at, float[] values, float unseen) {}

  Encoding(ModelParts model) {
    this.floats = model.floats();
    this.categories = model.categories().toArray(Category[]::new);
    this.oneHots = model.oneHots().toArray(OneHot[]::new);
    Map<Counter.Base, List<Integer>> readers = new LinkedHashMap<>();
    for (int c = 0; c < model.counters().size(); c++) {
      readers.computeIfAbsent(model.counters().get(c).base(), _ -> new ArrayList<>()).add(c);
    }
    List<Key> keys = new ArrayList<>();
    readers.forEach((base, counters) -> keys.add(key(model, base, counters)));
    this.keys = keys.toArray(Key[]::new);
  }

  private Key key(ModelParts model, Counter.Base base, List<Integer> counters) {
    CounterTable table = model.tables().get(base);
    if (table == null || counters.size() > MOST_READERS) {
      throw Refusal.corrupt(
          "has %d counters of %s and %s table for them"
              .formatted(counters.size(), base.kind(), table == null ? "no" : "one"));
    }
    Column[] columns = new Column[counters.size()];
    for (int i = 0; i < columns.length; i++) {
      Counter counter = model.counters().get(counters.get(i));
      int at = floats.size() + oneHots.length + counters.get(i);
      columns[i] = new Column(at, table.values(counter), table.unseen(counter));
    }
    return new Key(base.projection(), new HashIndex(table.hashes()), columns);
  }

  @Override
  public int width() {
    int counters = 0;
    for (Key key : keys) {
      counters += key.columns.length;
    }
    return floats.size() + oneHots.length + counters;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    int[] hashes = new int[categories.length];
    for (int r = 0; r < in.size(); r++) {
      for (int f = 0; f < floats.size(); f++) {
        out.number(r, at + f, in.number(r, floats.get(f).input()));
      }
      for (int c = 0; c < categories.length; c++) {
        String text = in.text(r, categories[c].input());
        byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        hashes[c] = (int) CityHash.hash(bytes);
      }
      for (int o = 0; o < oneHots.length; o++) {
        boolean equal = hashes[oneHots[o].category()] == oneHots[o].hash();
        out.number(r, at + floats.size() + o, equal ? 1 : 0);
      }
      for (Key key : keys) {
        int row = key.index.row(hash(key.projection, in, r, hashes));
        for (Column column : key.columns) {
          out.number(r, at + column.at, row < 0 ? column.unseen : column.values[row]);
        }
      }
    }
  }

  private long hash(Projection projection, Rows in, int row, int[] hashes) {
    long hash = 0;
    for (int category : projection.categories()) {
      hash = Projection.combined(hash, hashes[category]);
    }
    for (Projection.Above above : projection.above()) {
      FloatFeature feature = floats.get(above.feature());
      boolean yes = feature.above(in.number(row, feature.input()), above.border());
      hash = Projection.combined(hash, yes ? 1 : 0);
    }
    for (OneHot oneHot : projection.oneHots()) {
      boolean yes = hashes[oneHot.category()] == oneHot.hash();
      hash = Projection.combined(hash, yes ? 1 : 0);
    }
    return hash;
  }
}
