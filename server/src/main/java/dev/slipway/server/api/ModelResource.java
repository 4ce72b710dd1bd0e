package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Models, their versions, aliases and approvals.
public final class ModelResource implements ApiResource {
  private static final Map<String, String> TYPES =
      Map.of(
          "json", "application/json",
          "html", "text/html; charset=utf-8",
          "md", "text/markdown; charset=utf-8",
          "yaml", "text/plain; charset=utf-8",
          "txt", "text/plain; charset=utf-8");

  private final Registry registry;
  private final PackageStore packages;
  private final PackageFolders folders;
  private final PackagedModels models;
  private final Registrar registrar;

  public ModelResource(
      Registry registry,
      PackageStore packages,
      PackageFolders folders,
      PackagedModels models,
      Registrar registrar) {
    this.registry = registry;
    this.packages = packages;
    this.folders = folders;
    this.models = models;
    this.registrar = registrar;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.get("/models", _ -> new Models(registry.models().stream().map(this::model).toList()));
    rules.get("/models/{model}", call -> existing(call.path("model")));
    rules.get("/models/{model}/versions/{version}", call -> version(call.version()));
    rules.get(
        "/models/{model}/versions/{version}/files/{+path}",
        call -> file(call.version(), call.path("path")));
    rules.post(
        "/models/{model}/versions/{version}/approval",
        call -> {
          Approval approval = call.body(Approval.class);
          return registrar.approve(
              call.version(), call.by(), Call.required("reason", approval.reason()));
        });
    rules.put(
        "/models/{model}/aliases/{alias}",
        call -> {
          VersionId id = new VersionId(call.path("model"), call.body(Alias.class).version());
          return registrar.setAlias(id, call.path("alias"), call.by());
        });
    rules.delete(
        "/models/{model}/aliases/{alias}",
        call -> registrar.removeAlias(call.path("model"), call.path("alias"), call.by()));
  }

  record Approval(String reason) {}

  record Alias(int version) {}

  record Models(List<ModelView> models) {}

  /// @param versions newest first
  record ModelView(String name, List<ModelVersion> versions) {}

  private ModelView model(String name) {
    return new ModelView(name, registry.versions(name));
  }

  private ModelView existing(String name) {
    ModelView model = model(name);
    if (model.versions().isEmpty()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "there is no model '%s'; the models are %s".formatted(name, registry.models()));
    }
    return model;
  }

  private VersionView version(VersionId id) {
    ModelVersion version = found(id);
    Path folder = packages.folder(version.packageDigest());
    return VersionView.of(version, models.of(id), folders.report(folder));
  }

  /// Only what the package lists is served, so that no path leads out of it.
  private FileReply file(VersionId id, String path) {
    ModelVersion version = found(id);
    ModelPackage contents = models.of(id);
    if (!path.equals("package.json") && !contents.files().containsKey(path)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "%s has no file '%s'; its files are %s".formatted(id, path, contents.files().keySet()));
    }
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return new FileReply(
        packages.folder(version.packageDigest()).resolve(path),
        TYPES.getOrDefault(ending, "application/octet-stream"));
  }

  private ModelVersion found(VersionId id) {
    return registry
        .find(id)
        .orElseThrow(() -> new SlipwayException(ErrorCode.NOT_FOUND, "there is no version " + id));
  }
}
