package dev.slipway.wire.modelpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.DataVersion;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFolderTest {
  @TempDir Path temp;
  private Path model;
  private Path folder;
  private final PackageFolder packages = new PackageFolder();

  @BeforeEach
  void aModelFile() throws IOException {
    model = temp.resolve("model.ubj");
    folder = temp.resolve("out/package");
    Files.writeString(model, "trees");
  }

  @Test
  void packageComesBackAsItWasWritten() {
    ModelPackage written = contents("model/model.ubj");

    Digest digest = packages.write(written, model, folder);
    ModelPackage read = packages.read(folder);

    assertThat(read.files().keySet())
        .containsExactly(
            "MLmodel",
            "README.md",
            "environment.json",
            "golden.json",
            "lineage.json",
            "metrics.json",
            "model/model.ubj",
            "signature.json");
    assertThat(read.files().get("model/model.ubj")).isEqualTo(Digest.of("trees"));
    assertThat(packages.digest(folder)).isEqualTo(digest);
    assertThat(read.signature()).isEqualTo(written.signature());
    assertThat(read.lineage()).isEqualTo(written.lineage());
    assertThat(read.metrics()).isEqualTo(written.metrics());
    assertThat(read.target()).isEqualTo(written.target());
    assertThat(read.environment()).isEqualTo(written.environment());
    assertThat(read.golden().scores()).isEqualTo(written.golden().scores());
  }

  @Test
  void whatIsLoggedComesBackAndIsSealed() throws IOException {
    Recording recording = Recording.of(0.1, List.of("origin"), List.of("distance"));
    packages.write(contents("model/model.ubj", recording), model, folder);
    assertThat(packages.read(folder).recording()).isEqualTo(recording);

    Files.writeString(
        folder.resolve("recording.json"), "{\"sample\":1.0,\"masked\":[],\"hashed\":[]}");
    assertThatThrownBy(() -> packages.read(folder))
        .hasMessageContaining("recording.json was changed");
  }

  @Test
  void sameContentsGiveTheSameDigest() {
    Digest first = packages.write(contents("model/model.ubj"), model, folder);
    Digest second =
        packages.write(contents("model/model.ubj"), model, temp.resolve("other/package"));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void modelFolderIsCopiedWhole() throws IOException {
    Path trained = temp.resolve("trained");
    Files.createDirectories(trained.resolve("deep"));
    Files.writeString(trained.resolve("model.ubj"), "trees");
    Files.writeString(trained.resolve("deep/features.json"), "{}");

    packages.write(contents("model"), trained, folder);

    assertThat(packages.read(folder).files())
        .containsKeys("model/model.ubj", "model/deep/features.json");
  }

  @Test
  void reportIsAddedAndSealed() {
    Digest before = packages.write(contents("model/model.ubj"), model, folder);

    Digest after = packages.addFiles(folder, Map.of("report.md", bytes("good")));

    assertThat(after).isNotEqualTo(before).isEqualTo(packages.digest(folder));
    assertThat(packages.read(folder).files()).containsEntry("report.md", Digest.of("good"));
    assertThat(siblings()).containsExactly("package");
  }

  @Test
  void changedByteIsNamedWithItsFile() throws IOException {
    packages.write(contents("model/model.ubj"), model, folder);
    Files.writeString(folder.resolve("model/model.ubj"), "treez");

    assertCorrupt("model/model.ubj was changed");
  }

  @Test
  void missingFileAndFileTooManyAreNamed() throws IOException {
    packages.write(contents("model/model.ubj"), model, folder);
    Files.writeString(folder.resolve("extra.sh"), "rm");
    assertCorrupt("extra.sh is not listed");

    Files.delete(folder.resolve("extra.sh"));
    Files.delete(folder.resolve("golden.json"));
    assertCorrupt("golden.json is missing");
  }

  @Test
  void linksAreRefused() throws IOException {
    packages.write(contents("model/model.ubj"), model, folder);
    Path file = folder.resolve("model/model.ubj");
    Files.delete(file);
    Files.createSymbolicLink(file, model);

    assertCorrupt("model/model.ubj is a link");
  }

  @Test
  void pathThatLeavesTheFolderIsRefused() throws IOException {
    packages.write(contents("model/model.ubj"), model, folder);
    Path manifest = folder.resolve("package.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"golden.json\"", "\"../golden.json\""));
    assertCorrupt("'../golden.json' is not allowed");

    assertThatThrownBy(() -> packages.addFiles(folder, Map.of("../x", bytes(""))))
        .isInstanceOf(SlipwayException.class);
    assertThatThrownBy(() -> packages.addFiles(folder, Map.of("/etc/x", bytes(""))))
        .isInstanceOf(SlipwayException.class);
  }

  @Test
  void manifestThatIsNoJsonIsCorrupt() throws IOException {
    packages.write(contents("model/model.ubj"), model, folder);
    Files.writeString(folder.resolve("package.json"), "{\"format\":1,");

    assertCorrupt("package.json cannot be read");
  }

  @Test
  void failedWriteLeavesNothingBehind() throws IOException {
    Path loop = temp.resolve("trained");
    Files.createDirectories(loop);
    Files.createSymbolicLink(loop.resolve("link"), model);

    assertThatThrownBy(() -> packages.write(contents("model"), loop, folder))
        .isInstanceOf(SlipwayException.class);

    assertThat(siblings()).isEmpty();
  }

  @Test
  void mlflowFileHoldsTheSignatureAsColumnLists() throws IOException {
    packages.write(contents("model/model.ubj"), model, folder);

    assertThat(folder.resolve("MLmodel"))
        .content()
        .contains("  xgboost:\n")
        .contains("inputs: '[{\"type\":\"long\",\"name\":\"distance\",\"required\":true}")
        .contains("utc_time_created: '2026-01-02 03:04:05.000000'");
  }

  private void assertCorrupt(String message) {
    assertThatThrownBy(() -> packages.read(folder))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_PACKAGE))
        .hasMessageContaining(message);
  }

  private List<String> siblings() {
    try (Stream<Path> paths = Files.list(folder.getParent())) {
      return paths.map(p -> p.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ModelPackage contents(String modelPath) {
    return contents(modelPath, Recording.EVERYTHING);
  }

  private static ModelPackage contents(String modelPath, Recording recording) {
    Schema schema =
        new Schema(
            List.of(
                new Column("distance", ColumnType.INTEGER),
                new Column("origin", ColumnType.STRING)));
    Table rows =
        new Table(
            schema, 2, List.of(new double[] {300, Table.NULL}, new String[] {"SFO | 'x'", null}));
    return new ModelPackage(
        "flight-delay",
        Task.BINARY_CLASSIFICATION,
        modelPath,
        new Signature(
            List.of(
                Field.required("distance", ColumnType.INTEGER),
                Field.optional("origin", ColumnType.STRING)),
            new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN))),
        new ModelPackage.Target(
            "delay", Optional.of("> 15"), Map.of(), List.of("origin"), Optional.of("date")),
        Optional.empty(),
        GoldenRows.of(rows, new double[] {0.25, 0.75, 0.1, 0.9}, 1e-6),
        Map.of("auc", 0.7),
        new Lineage(
            "ada",
            Instant.parse("2026-01-02T03:04:05Z"),
            Optional.of("abc"),
            true,
            "flight-delay",
            List.of(new DataVersion("flights", Digest.of("x"), 2, schema, "data/history")),
            Optional.of(new Lineage.SplitRecord("time", "2001-04-01", 10, 5)),
            Map.of("train.depth", "6"),
            Map.of("train", "slipway train"),
            Optional.of(7L)),
        new BuildEnvironment("0.1.0", "25", "Linux", "amd64", Map.of()),
        recording,
        new TreeMap<>());
  }
}
