package dev.slipway.app.cli;

import dev.slipway.app.wiring.Workshop;
import dev.slipway.lifecycle.check.PackageVerifier;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lets a package prove itself.
@Command(
    name = "verify",
    description = "Recompute every digest of a package and replay its golden rows.",
    sortOptions = false,
    footer = {"", "Example:", "  slipway verify .slipway/package"})
final class VerifyCommand implements Callable<Integer> {
  @Mixin private PackageOption packageFolder;
  @Mixin private ProjectOption project;
  @Mixin private PythonOption python;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Workshop workshop = new Workshop(InstantSource.system(), python.models());
    PackageVerifier.Verified verified = workshop.verifier().verify(packageFolder.folder(project));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", verified.contents().name());
    result.put("digest", verified.digest());
    result.put("files", verified.contents().files().size());
    result.put("golden_rows", verified.goldenRows());
    result.put("format", verified.format());
    common
        .terminal()
        .result(
            result,
            "%s is whole: %d files have their digests, and %d golden rows get the scores they got at the build (%s, package %s)"
                .formatted(
                    verified.contents().name(),
                    verified.contents().files().size(),
                    verified.goldenRows(),
                    verified.format(),
                    verified.digest().abbreviated()));
    return 0;
  }
}
