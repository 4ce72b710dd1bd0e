package dev.slipway.wire.reflection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares with protobuf's own compiler, which is skipped where it is not installed, or fails if
/// `SLIPWAY_REQUIRE_PYTHON=1` or `CI=true`.
class ProtoFilesTest {
  private static final Path TEXTS = Path.of("src/main/resources/dev/slipway/wire/reflection");

  @TempDir Path temp;

  @Test
  void everyDescriptorIsTheOneThatProtocMakes() throws Exception {
    for (String name : List.of("inference", "health", "reflection")) {
      Path text = TEXTS.resolve(name + ".proto");
      byte[] set = protoc(text);
      MessageReader in = MessageReader.of(set, set.length);
      assertThat(in.next()).isTrue();
      MessageReader.Span only = in.bytes();
      assertThat(only.end()).isEqualTo(set.length);

      assertThat(ProtoFile.of(name + ".proto", Files.readString(text)).descriptor())
          .isEqualTo(java.util.Arrays.copyOfRange(set, only.from(), only.end()));
    }
  }

  @Test
  void whatCannotBeReadIsToldToWhoeverChangesAFile() {
    assertThatThrownBy(() -> ProtoText.parse("import \"other.proto\";"))
        .hasMessageContaining("'import' cannot stand here");
    assertThatThrownBy(() -> ProtoText.parse("service S { option deprecated = true; }"))
        .hasMessageContaining("'option'");
    assertThatThrownBy(() -> ProtoFile.of("a", "package a; message M { Other other = 1; }"))
        .hasMessageContaining("'Other' is no type");
  }

  @Test
  void aQuestionWithoutAnAnswerHasAnErrorInItsPlace() {
    assertThat(answer(out -> out.text(4, "inference.Nothing")))
        .contains("there is no symbol 'inference.Nothing'");
    assertThat(answer(out -> out.text(3, "../../etc/passwd"))).contains("there is no file");
    assertThat(answer(out -> out.text(6, "x.Y"))).contains("there is no message 'x.Y'");
    assertThat(answer(out -> out.message(5, e -> e.text(1, "x.Y").number(2, 7))))
        .contains("no message here has extensions");
    assertThat(answer(out -> {})).contains("asks for nothing");
    assertThat(answer(out -> out.text(6, "inference.ModelInferRequest")))
        .doesNotContain("there is no");
  }

  private static String answer(java.util.function.Consumer<MessageWriter> question) {
    JsonBuffer request = new JsonBuffer();
    question.accept(new MessageWriter(request));
    JsonBuffer reply = new JsonBuffer();
    ReflectionMessage.answer(ProtoFiles.read(), request.toByteArray(), new MessageWriter(reply));
    return new String(reply.toByteArray(), StandardCharsets.UTF_8);
  }

  private byte[] protoc(Path text) throws IOException, InterruptedException {
    Path set = temp.resolve("set");
    Process protoc;
    try {
      protoc =
          new ProcessBuilder("protoc", "-I" + TEXTS, "--descriptor_set_out=" + set, text.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      boolean required =
          "1".equals(System.getenv("SLIPWAY_REQUIRE_PYTHON")) || "true".equals(System.getenv("CI"));
      assertThat(required).as("protoc is there").isFalse();
      assumeThat(false).as("protoc is there").isTrue();
      throw e;
    }
    String said = new String(protoc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(protoc.waitFor()).as(said).isZero();
    return Files.readAllBytes(set);
  }
}
