package dev.slipway.app.cli;

import dev.slipway.app.client.PackageArchive;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.wire.json.Json;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Registers a package with a server.
@Command(
    name = "push",
    description = {
      "Register a package with a server as the next version of its model.",
      "A package whose checks passed is approved; any other waits for 'slipway approve'."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway push"})
final class PushCommand implements Callable<Integer> {
  @Mixin private PackageOption packageFolder;
  @Mixin private ProjectOption project;
  @Mixin private ServerOption server;
  @Mixin private PythonOption python;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Path folder = packageFolder.folder(project);
    new Workshop(InstantSource.system(), python.models()).verifier().verify(folder);
    try (PackageArchive archive = PackageArchive.of(folder)) {
      ModelVersion version =
          Json.mapper()
              .treeToValue(
                  server.client().upload("/api/v1/packages", archive.file(), "application/zip"),
                  ModelVersion.class);
      common.terminal().result(version, text(version));
      return 0;
    }
  }

  private static String text(ModelVersion version) {
    return version.approval().isPresent()
        ? "%s is registered and approved. Next: slipway release %s --to staging"
            .formatted(version.id(), version.id())
        : "%s is registered and waits: slipway approve %s --reason \"...\""
            .formatted(version.id(), version.id());
  }
}
