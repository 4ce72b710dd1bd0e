package dev.slipway.lifecycle.govern;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes packages into the registry and keeps who approved what. Every change is in the change log.
/// Thread-safe, as its ports are.
///
/// A package whose checks all passed is approved by the rule [#RULE]; any other, and one that a retraining
/// made, waits for a named person. Every step may be repeated after a crash: it finds what is already done.
public final class Registrar {
  /// Who approves a version whose checks all passed.
  public static final String RULE = "checks";

  /// The tag of a version that a rule must not approve; its value says why.
  public static final String AWAITS_PERSON = "awaits-person";

  private final Registry registry;
  private final PackageStore packages;
  private final PackageFolders folders;
  private final AuditLog audit;
  private final InstantSource clock;

  public Registrar(
      Registry registry,
      PackageStore packages,
      PackageFolders folders,
      AuditLog audit,
      InstantSource clock) {
    this.registry = registry;
    this.packages = packages;
    this.folders = folders;
    this.audit = audit;
    this.clock = clock;
  }

  /// Registers a package folder after verifying it. A package that is registered already keeps its version.
  public ModelVersion register(Path folder, String by) {
    return register(folder, Map.of(), by);
  }

  /// Registers a package that only a person may approve, whatever its checks say.
  public ModelVersion registerAwaitingPerson(Path folder, String by, String why) {
    return register(folder, Map.of(AWAITS_PERSON, why), by);
  }

  private ModelVersion register(Path folder, Map<String, String> tags, String by) {
    Digest digest = packages.put(folder);
    ModelPackage contents = folders.read(packages.folder(digest));
    Optional<Verdict> checked = folders.report(packages.folder(digest)).map(CheckReport::verdict);
    String model = VersionId.requireModelName(contents.name());
    Instant now = clock.instant();
    ModelVersion version =
        registry.versions(model).stream()
            .filter(v -> v.packageDigest().equals(digest))
            .findFirst()
            .orElseGet(() -> registerNew(contents, digest, checked, tags, by, now));
    if (version.approval().isEmpty()
        && version.checked().equals(Optional.of(Verdict.PASS))
        && !version.tags().containsKey(AWAITS_PERSON)) {
      approve(version, new ModelVersion.Approval(RULE, now, "every check passed"));
    }
    return found(version.id());
  }

  private ModelVersion registerNew(
      ModelPackage contents,
      Digest digest,
      Optional<Verdict> checked,
      Map<String, String> tags,
      String by,
      Instant now) {
    ModelVersion version = registry.register(contents.name(), digest, checked, tags, by, now);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("package", digest.hex());
    details.put("checked", checked.map(Verdict::name).orElse("no"));
    contents.lineage().commit().ifPresent(commit -> details.put("commit", commit));
    contents
        .lineage()
        .data()
        .forEach(data -> details.put("data." + data.name(), data.digest().hex()));
    contents.metrics().forEach((name, value) -> details.put("metric." + name, value.toString()));
    String reason = tags.getOrDefault(AWAITS_PERSON, "a verified package was pushed");
    audit.append(now, by, "version.registered", version.id().toString(), reason, details);
    return version;
  }

  /// Approves a version in the name of a person. Where a check did not pass, this overrules it, and the
  /// reason says why.
  public ModelVersion approve(VersionId id, String by, String reason) {
    if (reason.isBlank()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "approving %s needs a reason: it stands in the change log".formatted(id));
    }
    ModelVersion version = found(id);
    if (version.approval().isPresent()) {
      throw new SlipwayException(
          ErrorCode.CONFLICT,
          "%s was already approved by %s".formatted(id, version.approval().get().by()));
    }
    approve(version, new ModelVersion.Approval(by, clock.instant(), reason));
    return found(id);
  }

  private void approve(ModelVersion version, ModelVersion.Approval approval) {
    String checked = version.checked().map(Verdict::name).orElse("no");
    audit.append(
        approval.at(),
        approval.by(),
        "version.approved",
        version.id().toString(),
        approval.reason(),
        Map.of("checked", checked));
    registry.approve(version.id(), approval);
  }

  /// Points an alias at a version.
  public ModelVersion setAlias(VersionId id, String alias, String by) {
    VersionId.requireModelName(alias);
    found(id);
    String before =
        registry.findByAlias(id.model(), alias).map(v -> v.id().toString()).orElse("none");
    if (!before.equals(id.toString())) {
      audit.append(
          clock.instant(),
          by,
          "alias.set",
          id.toString(),
          "alias " + alias,
          Map.of("alias", alias, "before", before));
      registry.setAlias(id, alias);
    }
    return found(id);
  }

  /// Takes an alias away and returns the version that had it.
  public ModelVersion removeAlias(String model, String alias, String by) {
    ModelVersion version =
        registry
            .findByAlias(model, alias)
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "no version of %s has the alias %s".formatted(model, alias)));
    audit.append(
        clock.instant(),
        by,
        "alias.removed",
        version.id().toString(),
        "alias " + alias,
        Map.of("alias", alias));
    registry.removeAlias(model, alias);
    return found(version.id());
  }

  private ModelVersion found(VersionId id) {
    return registry
        .find(id)
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "there is no version %s; 'slipway status %s' lists what there is"
                    .formatted(id, id.model())));
  }
}
