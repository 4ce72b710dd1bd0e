package dev.slipway.store.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdTableTest {
  private final IdTable table = new IdTable();

  @Test
  void knowsWhatASetKnowsAlsoWhereHashesCollide() {
    Random random = new Random(3);
    Set<Long> expected = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      long hash = i % 3 == 0 ? random.nextLong() : (long) random.nextInt(1, 20_000) << 20;
      table.add(hash);
      expected.add(hash);
    }

    for (long hash : expected) {
      assertThat(table.contains(hash)).as("%x", hash).isTrue();
    }
    for (int i = 0; i < 50_000; i++) {
      long hash = random.nextLong();
      assertThat(table.contains(hash)).as("%x", hash).isEqualTo(expected.contains(hash));
    }
    assertThat(table.sorted()).isEqualTo(expected.stream().mapToLong(h -> h).sorted().toArray());
  }

  @Test
  void knowsTheHashThatStandsForAnEmptySlot() {
    assertThat(table.contains(0)).isFalse();
    table.add(0);
    assertThat(table.contains(0)).isTrue();
  }
}
