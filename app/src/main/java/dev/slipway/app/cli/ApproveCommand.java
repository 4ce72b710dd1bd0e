package dev.slipway.app.cli;

import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.VersionId;
import dev.slipway.wire.json.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lets a version go to production although no rule did.
@Command(
    name = "approve",
    description = "Approve a version for production; who and why goes to the change log.",
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway approve flight-delay:4 --reason \"newer data, report read\""
    })
final class ApproveCommand implements Callable<Integer> {
  @Parameters(paramLabel = VersionOption.SYNTAX, description = "The version.")
  private String version;

  @Option(names = "--reason", required = true, description = "Why.")
  private String reason;

  @Mixin private ServerOption server;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    VersionId id = VersionOption.resolve(version, server.client());
    ModelVersion approved =
        Json.mapper()
            .treeToValue(
                server
                    .client()
                    .post(
                        "/api/v1/models/%s/versions/%d/approval".formatted(id.model(), id.number()),
                        Map.of("reason", reason)),
                ModelVersion.class);
    common
        .terminal()
        .result(
            approved,
            "%s is approved by %s"
                .formatted(
                    id, approved.approval().map(ModelVersion.Approval::by).orElse("nobody")));
    return 0;
  }
}
