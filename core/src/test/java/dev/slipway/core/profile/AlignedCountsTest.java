package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignedCountsTest {
  @Test
  void newCategoriesFallIntoUnseen() {
    AlignedCounts counts = AlignedCounts.of(texts("a", "a", "b"), texts("b", "c", "d", null));
    assertThat(counts.labels()).containsExactly("a", "b", AlignedCounts.UNSEEN);
    assertThat(counts.reference()).isEqualTo(Tally.of(2, 1, 0));
    assertThat(counts.current()).isEqualTo(Tally.of(0, 1, 2));
  }

  @Test
  void aCategoryNamedUnseenIsNotMistaken() {
    AlignedCounts counts = AlignedCounts.of(texts("UNSEEN"), texts("UNSEEN", "x"));
    assertThat(counts.labels()).containsExactly("UNSEEN", AlignedCounts.UNSEEN);
    assertThat(counts.current()).isEqualTo(Tally.of(1, 1));
  }

  @Test
  void spilledDictionariesAreComparedOnTheValuesBothKept() {
    String[] before = ids(0, 30_000);
    String[] now = ids(15_000, 45_000);
    AlignedCounts counts = AlignedCounts.of(texts(before), texts(now));
    assertThat(counts.labels()).contains(AlignedCounts.UNSEEN).endsWith(AlignedCounts.OTHER);
    assertThat(counts.reference().total()).isEqualTo(30_000);
    assertThat(counts.current().total()).isEqualTo(30_000);
    int unseen = counts.labels().indexOf(AlignedCounts.UNSEEN);
    double kept = counts.reference().total() - counts.reference().at(unseen + 1);
    // half of today's ids are new; of every id the dictionaries keep a third
    assertThat(counts.current().at(unseen) / kept).isBetween(0.45, 0.55);
  }

  private static String[] ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "id-" + i).toArray(String[]::new);
  }

  private static ColumnProfile texts(String... cells) {
    Schema schema = new Schema(List.of(new Column("x", ColumnType.STRING)));
    return ProfileTest.train(new Table(schema, cells.length, List.of((Object) cells)))
        .columns()
        .getFirst();
  }
}
