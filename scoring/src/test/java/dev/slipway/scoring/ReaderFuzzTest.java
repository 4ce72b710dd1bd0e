package dev.slipway.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A broken file is refused with our own error and nothing else, in bounded time and memory; what still
/// loads can be scored.
class ReaderFuzzTest {
  private static final Set<ErrorCode> EXPECTED =
      EnumSet.of(ErrorCode.CORRUPT_MODEL, ErrorCode.UNSUPPORTED_MODEL, ErrorCode.INVALID_DATA);
  private static final String[] NUMBERS = {
    "-1",
    "0",
    "99999999999",
    "1e308",
    "NaN",
    "2147483647",
    "-2147483648",
    "0.5",
    "9223372036854775807"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xgboost/1.7.4/binary_ubj.ubj",
        "xgboost/1.7.4/categories_partition.json",
        "xgboost/1.7.4/dart.ubj",
        "xgboost/1.7.4/linear.json",
        "xgboost/3.0.4/softprob.ubj",
        "lightgbm/4.3.0/categories.txt",
        "lightgbm/4.3.0/multiclass.txt",
        "catboost/1.2.7/two_targets.json",
        "catboost/counters.json",
        "catboost/counters.cbm",
        "catboost/branching.cbm"
      })
  @Timeout(120)
  void aMutatedModelIsRefusedOrScores(String name) throws IOException {
    byte[] model = Files.readAllBytes(Path.of("src/test/resources", name));
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < 250; i++) {
      byte[] mutated = model;
      for (int m = 0; m <= random.nextInt(4); m++) {
        mutated = mutate(mutated, random);
      }
      refused += refuses(mutated, i, name) ? 1 : 0;
    }
    assertThat(refused).isBetween(20, 250);
  }

  private boolean refuses(byte[] mutated, int round, String name) throws IOException {
    Path file = folder.resolve("model");
    Files.write(file, mutated);
    try (Scorer scorer = new ModelFiles().load(file)) {
      Rows rows = Rows.forSignature(scorer.signature());
      rows.add();
      scorer.score(rows, new double[scorer.signature().output().width()]);
      return false;
    } catch (SlipwayException e) {
      assertThat(EXPECTED).contains(e.code());
      assertThat(e.getMessage()).hasSizeLessThan(400);
      return true;
    } catch (RuntimeException | Error e) {
      Files.write(Path.of("target/fuzz-" + round), mutated);
      return fail("mutation %d of %s, kept as target/fuzz-%d".formatted(round, name, round), e);
    }
  }

  private static byte[] mutate(byte[] model, Random random) {
    int at = random.nextInt(model.length);
    int length = Math.min(1 + random.nextInt(40), model.length - at);
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = model.clone();
        for (int i = 0; i < length; i++) {
          flipped[at + random.nextInt(length)] = (byte) random.nextInt();
        }
        yield flipped;
      }
      case 1 -> splice(model, at, at + length, new byte[0]);
      case 2 -> splice(model, at, at, Arrays.copyOfRange(model, at, at + length));
      case 3 -> at < model.length / 2 ? model : Arrays.copyOf(model, at);
      case 4 -> replaceNumber(model, at, random);
      default -> {
        byte[] flipped = model.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
    };
  }

  private static byte[] replaceNumber(byte[] model, int from, Random random) {
    int start = from;
    while (start < model.length && !Character.isDigit(model[start])) {
      start++;
    }
    int end = start;
    while (end < model.length && Character.isDigit(model[end])) {
      end++;
    }
    String number = NUMBERS[random.nextInt(NUMBERS.length)];
    return splice(model, start, end, number.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] splice(byte[] model, int from, int to, byte[] insert) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(model, 0, from);
    out.writeBytes(insert);
    out.write(model, to, model.length - to);
    return out.size() == 0 ? model : out.toByteArray();
  }
}
