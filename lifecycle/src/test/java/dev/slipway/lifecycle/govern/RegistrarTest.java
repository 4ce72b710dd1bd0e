package dev.slipway.lifecycle.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.InMemoryAuditLog;
import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.InMemoryPackageStore;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.VersionId;
import dev.slipway.lifecycle.outcome.OnePackage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrarTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final InMemoryAuditLog audit = new InMemoryAuditLog();

  @Test
  void aPackageWhoseChecksPassedIsApprovedByTheRule() {
    ModelVersion version = registrar(Optional.of(Verdict.PASS)).register(folder(1), "ada");
    assertThat(version.approval().orElseThrow().by()).isEqualTo("checks");
    assertThat(actions()).containsExactly("version.registered", "version.approved");
  }

  @Test
  void whatDidNotPassWaits() {
    assertThat(registrar(Optional.of(Verdict.FAIL)).register(folder(1), "ada").approval())
        .isEmpty();
    assertThat(registrar(Optional.of(Verdict.INSUFFICIENT)).register(folder(2), "ada").approval())
        .isEmpty();
    assertThat(registrar(Optional.empty()).register(folder(3), "ada").approval()).isEmpty();
  }

  @Test
  void aRetrainedVersionWaitsForAPersonEvenThoughItsChecksPassed() {
    Registrar registrar = registrar(Optional.of(Verdict.PASS));
    ModelVersion version =
        registrar.registerAwaitingPerson(folder(1), "watch", "retrained: carrier drifted");
    assertThat(version.approval()).isEmpty();
    assertThat(registrar.register(folder(1), "ada").approval()).isEmpty();
    assertThat(registrar.approve(version.id(), "bo", "looks right").approval()).isPresent();
  }

  @Test
  void aCrashBetweenRegisteringAndApprovingIsMadeGoodByPushingAgain() {
    Registrar registrar = registrar(Optional.of(Verdict.PASS));
    registry.register(
        "flight-delay",
        Digest.of(folder(1).toString()),
        Optional.of(Verdict.PASS),
        Map.of(),
        "ada",
        NOW);
    assertThat(registrar.register(folder(1), "ada").approval()).isPresent();
    assertThat(registry.versions("flight-delay")).hasSize(1);
  }

  @Test
  void anAliasThatStaysWhereItIsIsNoChange() {
    Registrar registrar = registrar(Optional.empty());
    VersionId id = registrar.register(folder(1), "ada").id();
    registrar.setAlias(id, "shadow", "ada");
    registrar.setAlias(id, "shadow", "ada");
    registrar.removeAlias("flight-delay", "shadow", "bo");
    assertThat(actions()).containsExactly("version.registered", "alias.set", "alias.removed");
    assertThatThrownBy(() -> registrar.removeAlias("flight-delay", "shadow", "bo"))
        .hasMessageContaining("no version of flight-delay has the alias shadow");
  }

  private List<String> actions() {
    return audit.entries(0, 100).stream().map(AuditEntry::action).toList();
  }

  private static Path folder(int number) {
    return Path.of("package-" + number);
  }

  private Registrar registrar(Optional<Verdict> verdict) {
    PackageFolders folders = new Reported(OnePackage.ofFlightDelay(), verdict);
    return new Registrar(registry, new InMemoryPackageStore(folders), folders, audit, () -> NOW);
  }

  /// The one package with a check report of this verdict.
  private record Reported(OnePackage packages, Optional<Verdict> verdict)
      implements PackageFolders {
    @Override
    public Optional<CheckReport> report(Path folder) {
      return verdict.map(v ->
          new CheckReport(
              "flight-delay",
              NOW,
              "",
              List.of(CheckResult.of("performance", v, "it is so", Map.of()))));
    }

    @Override
    public Digest write(ModelPackage contents, Path model, Path folder) {
      return packages.write(contents, model, folder);
    }

    @Override
    public ModelPackage read(Path folder) {
      return packages.read(folder);
    }

    @Override
    public Digest digest(Path folder) {
      return packages.digest(folder);
    }

    @Override
    public Digest addFiles(Path folder, Map<String, byte[]> files) {
      return packages.addFiles(folder, files);
    }
  }
}
