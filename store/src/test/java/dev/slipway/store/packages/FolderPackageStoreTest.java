package dev.slipway.store.packages;

import static dev.slipway.testkit.contract.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.testkit.fixture.TinyPackage;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPackageStoreTest {
  @TempDir private Path temp;
  private final PackageFolder folders = new PackageFolder();
  private FolderPackageStore store;
  private Path built;
  private Digest digest;

  @BeforeEach
  void aBuiltPackage() {
    store = new FolderPackageStore(temp.resolve("store"), folders);
    built = temp.resolve("built");
    digest = TinyPackage.write(folders, built, "trees");
  }

  @Test
  void keepsACopyByDigest() throws IOException {
    assertThat(store.has(digest)).isFalse();
    assertThat(store.put(built)).isEqualTo(digest);
    assertThat(store.has(digest)).isTrue();
    Files.writeString(built.resolve("README.md"), "changed later");
    assertThat(folders.read(store.folder(digest)).name()).isEqualTo("late");
    assertThat(folders.digest(store.folder(digest))).isEqualTo(digest);
  }

  @Test
  void takesTheSamePackageTwice() {
    store.put(built);
    assertThat(store.put(built)).isEqualTo(digest);
  }

  @Test
  void takesTheSamePackageFromManyAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Digest>> puts =
          IntStream.range(0, 8).<Callable<Digest>>mapToObj(_ -> () -> store.put(built)).toList();
      for (var put : threads.invokeAll(puts)) {
        assertThat(put.get()).isEqualTo(digest);
      }
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void refusesACorruptPackageAndStoresNothing() throws IOException {
    Files.writeString(built.resolve("model/tiny.model"), "tampered");
    assertRefused(ErrorCode.CORRUPT_PACKAGE, () -> store.put(built), "tiny.model");
    assertThat(store.has(digest)).isFalse();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void namesAPackageThatIsNotThere() {
    assertRefused(
        ErrorCode.NOT_FOUND, () -> store.folder(digest), digest.abbreviated(), "slipway push");
  }

  @Test
  void removesWhatACrashLeftHalfCopied() throws IOException {
    Path half = temp.resolve("store/.abc.12345678.tmp/model");
    Files.createDirectories(half);
    Files.writeString(half.resolve("tiny.model"), "half");
    new FolderPackageStore(temp.resolve("store"), folders);
    assertThat(leftovers()).isEmpty();
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("store"))) {
      return files.filter(f -> f.getFileName().toString().startsWith(".")).toList();
    }
  }
}
