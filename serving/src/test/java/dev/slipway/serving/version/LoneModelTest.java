package dev.slipway.serving.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.TinyModels;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoneModelTest {
  @TempDir Path temp;
  private final LoneModel lone = new LoneModel(new PackageFolder(), new TinyModels());

  @Test
  void aBareFileIsVersionOneWithItsOwnSignature() throws IOException {
    Path file = Files.writeString(temp.resolve("late.pkl"), "0.3");

    LoadedVersion loaded = lone.load(new VersionId("late", 1), file);

    assertThat(loaded.id()).isEqualTo(new VersionId("late", 1));
    assertThat(loaded.signature()).isEqualTo(TinyModels.FLIGHTS);
  }

  @Test
  void aPackageFolderMustProveItself() throws IOException {
    Path folder;
    try (ServingFixture serving = new ServingFixture(temp)) {
      folder = serving.folderOf(serving.register("0.3"));
    }
    assertThat(lone.load(new VersionId("late", 1), folder).reader().names())
        .containsExactly("distance", "origin", "hour");

    Files.writeString(folder.resolve("model/model.txt"), "0.4");

    assertThatThrownBy(() -> lone.load(new VersionId("late", 1), folder))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_PACKAGE));
  }

  @Test
  void aModelThatScoresItsGoldenRowsOtherwiseIsNotServed() {
    try (ServingFixture serving = new ServingFixture(temp)) {
      Path folder = serving.folderOf(serving.register("0.3"));
      TinyModels other = new TinyModels();

      assertThatThrownBy(() ->
              new LoneModel(new PackageFolder(), _ -> other.scorer("0.31"))
                  .load(new VersionId("late", 1), folder))
          .hasMessageContaining("golden row 0 gives")
          .hasMessageContaining("build and push it again");
      assertThat(other.closed.get("0.31")).hasValue(1);
    }
  }

  @Test
  void aFolderWithAPythonProgramIsTheModelAndNotThePickleInIt() throws IOException {
    Path pickle = Files.writeString(temp.resolve("model.pkl"), "0.3");
    List<Path> loaded = new ArrayList<>();
    LoneModel spy =
        new LoneModel(
            new PackageFolder(),
            path -> {
              loaded.add(path);
              return new TinyModels().scorer("0.3");
            });
    spy.load(new VersionId("late", 1), temp);
    Files.writeString(temp.resolve("predict.py"), "");
    spy.load(new VersionId("late", 1), temp);
    assertThat(loaded).containsExactly(pickle, temp);
  }

  @Test
  void theNameComesFromTheFile() {
    assertThat(LoneModel.nameOf(Path.of("a/iris.pkl"))).isEqualTo("iris");
    assertThat(LoneModel.nameOf(Path.of("a/flight delay.v2.json"))).isEqualTo("flight-delay.v2");
    assertThat(LoneModel.nameOf(Path.of("a/.hidden"))).isEqualTo("hidden");
    assertThatThrownBy(() -> lone.load(new VersionId("x", 1), temp.resolve("none.pkl")))
        .hasMessageContaining("none.pkl");
  }
}
