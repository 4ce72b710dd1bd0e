package dev.slipway.scoring.catboost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CityHashTest {
  /// The file was written by catboost-prediction 1.2.7, whose hash function is not public.
  @Test
  void textsOfEveryLengthHashAsInCatBoost() throws IOException {
    List<String> hashes = Files.readAllLines(Path.of("src/test/resources/catboost/hashes.txt"));
    assertThat(hashes).hasSize(201);
    StringBuilder text = new StringBuilder();
    for (int length = 0; length < hashes.size(); length++) {
      int hash = (int) CityHash.hash(text.toString().getBytes(StandardCharsets.UTF_8));
      assertThat(length + " " + hash).isEqualTo(hashes.get(length));
      text.append((char) ('a' + length * 7 % 26));
    }
  }
}
