package dev.slipway.serving.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotatingFileTest {
  @TempDir private Path temp;

  @Test
  void aFullFileIsSetAsideAndTheOldestGoes() throws IOException {
    Path file = temp.resolve("access.json");
    try (RotatingFile out = RotatingFile.open(file, 10, 2)) {
      for (String line :
          new String[] {"aaaa\n", "bbbb\n", "cccc\n", "dddd\n", "eeee\n", "ffff\n"}) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
      out.write("a line longer than the limit\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(file).hasContent("a line longer than the limit\n");
    assertThat(temp.resolve("access.json.1")).hasContent("eeee\nffff\n");
    assertThat(temp.resolve("access.json.2")).hasContent("cccc\ndddd\n");
    assertThat(temp.resolve("access.json.3")).doesNotExist();
  }

  @Test
  void aFileThatIsThereIsContinued() throws IOException {
    Path file = Files.writeString(temp.resolve("access.json"), "before\n");
    try (RotatingFile out = RotatingFile.open(file, 10, 2)) {
      out.write("1\n".getBytes(StandardCharsets.UTF_8));
      out.write("22\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(temp.resolve("access.json.1")).hasContent("before\n1\n");
    assertThat(file).hasContent("22\n");
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAtTheStart() {
    Path nowhere = temp.resolve("missing/access.json");
    assertThatThrownBy(() -> RotatingFile.open(nowhere, 10, 2))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT);
              assertThat(e).hasMessageContaining("missing/access.json");
            });
  }
}
