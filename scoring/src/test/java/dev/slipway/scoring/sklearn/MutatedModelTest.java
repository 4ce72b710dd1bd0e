package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.pickle.PickleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Model files with some bytes changed, cut or doubled: they load and score, or are refused, and nothing
/// else happens.
final class MutatedModelTest {
  private static final int MUTATIONS = 800;

  @TestFactory
  Stream<DynamicTest> refusesOrScoresButNeverBreaks() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(Path.of("src/test/resources/sklearn"))) {
      files = found.filter(f -> f.toString().endsWith(".pkl")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(f ->
            DynamicTest.dynamicTest(
                f.getParent().getFileName() + "/" + f.getFileName(), () -> mutate(f)));
  }

  private static void mutate(Path file) throws IOException {
    byte[] original = Files.readAllBytes(file);
    Random random = new Random(original.length);
    int runs = original.length > 40_000 ? MUTATIONS / 10 : MUTATIONS;
    for (int i = 0; i < runs; i++) {
      byte[] bytes = mutated(original, random);
      Throwable thrown = catchThrowable(() -> loadAndScore(bytes));
      if (thrown != null) {
        assertThat(thrown).as("mutation %d", i).isInstanceOf(SlipwayException.class);
        assertThat(((SlipwayException) thrown).code())
            .isIn(ErrorCode.CORRUPT_MODEL, ErrorCode.UNSUPPORTED_MODEL, ErrorCode.INVALID_ROW);
      }
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int c = 0; c < changes; c++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          int length = Math.min(random.nextInt(64), bytes.length - at);
          System.arraycopy(original, random.nextInt(original.length - length), bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static void loadAndScore(byte[] bytes) {
    Scorer scorer = SklearnFormat.compile(PickleFile.read(bytes));
    Rows rows = Rows.forSignature(scorer.signature());
    rows.add();
    rows.add();
    for (int c = 0; c < rows.width(); c++) {
      rows.number(1, c, c);
    }
    scorer.score(rows, new double[2 * scorer.signature().output().width()]);
  }
}
