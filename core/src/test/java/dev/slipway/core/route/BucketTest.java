package dev.slipway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketTest {
  @Test
  void sharesAreMetByKeysThatOnlyCountUp() {
    int canary = 0;
    for (int i = 0; i < 100_000; i++) {
      if (Bucket.of("release-1", "user-" + i) < 500) {
        canary++;
      }
    }
    // Binomial(100000, 0.05): five standard deviations are 345.
    assertThat(canary).isBetween(5_000 - 345, 5_000 + 345);
  }

  @Test
  void placesUnderTwoSaltsHaveNothingToDoWithEachOther() {
    int both = 0;
    for (int i = 0; i < 100_000; i++) {
      if (Bucket.of("release-1", "user-" + i) < 5_000
          && Bucket.of("release-2", "user-" + i) < 5_000) {
        both++;
      }
    }
    assertThat(both).isBetween(25_000 - 685, 25_000 + 685);
  }
}
