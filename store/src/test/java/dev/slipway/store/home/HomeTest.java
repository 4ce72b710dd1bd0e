package dev.slipway.store.home;

import static dev.slipway.testkit.contract.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.audit.AuditChain;
import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.route.Environment;
import dev.slipway.testkit.fixture.TinyPackage;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir private Path folder;

  private Home open() {
    return Home.open(folder, InstantSource.system(), new PackageFolder());
  }

  @Test
  void remembersEverythingAfterReopening() {
    Digest digest;
    try (Home home = open()) {
      Path built = folder.resolve("built");
      TinyPackage.write(new PackageFolder(), built, "trees");
      digest = home.packages().put(built);
      home.registry().register("late", digest, Optional.empty(), Map.of(), "ada", Instant.EPOCH);
    }
    try (Home home = open()) {
      assertThat(home.registry().versions("late")).hasSize(1);
      assertThat(home.packages().has(digest)).isTrue();
    }
  }

  @Test
  void belongsToOneServerAtATime() {
    try (Home _ = open()) {
      assertRefused(
          ErrorCode.HOME_IN_USE,
          this::open,
          folder.toString(),
          "process " + ProcessHandle.current().pid(),
          "--home");
    }
    open().close();
  }

  @Test
  void namesTheServerThatHasIt() throws Exception {
    try (Killable server = Killable.start(folder)) {
      server.acknowledged(1);
      assertRefused(ErrorCode.HOME_IN_USE, this::open, "process " + server.pid());
    }
    open().close();
  }

  @Test
  void cannotBeMadeWhereAFileIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused(
        ErrorCode.STORAGE,
        () -> Home.open(file, InstantSource.system(), new PackageFolder()),
        "cannot be made");
  }

  /// A child writes round after round and says so after each; it is killed in the middle of one, three
  /// times over. Every round that it acknowledged must be there.
  @Test
  void losesNothingAcknowledgedWhenKilled() throws Exception {
    Set<String> acknowledged = new TreeSet<>();
    for (int kill = 1; kill <= 3; kill++) {
      try (Killable writer = Killable.start(folder)) {
        writer.acknowledged(25).forEach(round -> acknowledged.add("late:" + round));
      }
      try (Home home = open()) {
        assertThat(versions(home)).containsAll(acknowledged);
        assertThat(audited(home)).containsAll(acknowledged);
        assertThat(outcomes(home)).containsAll(acknowledged);
        assertThat(AuditChain.firstBreak(home.auditLog())).isEmpty();
        assertThat(home.routes().read().find("late", Environment.PRODUCTION)).isPresent();
        assertThat(home.registry().findByAlias("late", "champion")).isPresent();
      }
    }
  }

  private static List<String> versions(Home home) {
    return home.registry().versions("late").stream().map(v -> v.id().toString()).toList();
  }

  private static List<String> audited(Home home) {
    return home.auditLog().entries(0, 10_000).stream().map(AuditEntry::subject).toList();
  }

  private static List<String> outcomes(Home home) {
    List<String> ids = new ArrayList<>();
    home.predictions()
        .scanOutcomes(
            "late",
            Environment.PRODUCTION,
            Instant.MIN,
            Instant.MAX,
            outcome -> ids.add(outcome.prediction().id()));
    return ids;
  }

  /// A child JVM that writes to a home until it is killed.
  private record Killable(Process process, BufferedReader lines) implements AutoCloseable {
    static Killable start(Path home) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RoundWriter.class.getName(),
                  home.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Killable(process, process.inputReader());
    }

    /// Waits until the child has acknowledged this many rounds, and returns them.
    List<Integer> acknowledged(int rounds) throws IOException {
      List<Integer> acknowledged = new ArrayList<>();
      while (acknowledged.size() < rounds) {
        String line = lines.readLine();
        if (line == null) {
          throw new IOException("the child ended by itself");
        }
        acknowledged.add(Integer.parseInt(line));
      }
      return acknowledged;
    }

    long pid() {
      return process.pid();
    }

    /// Kills it as `kill -9` does.
    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }
}
