package dev.slipway.app.cli;

import dev.slipway.app.tls.CertificateFiles;
import dev.slipway.app.wiring.Listening;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.http.ServerIdentity;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a server listens, under which name, with which certificate, and how much it takes on; shared by the
/// commands that answer requests.
final class ListenOption {
  @Option(names = "--port", description = "The port; 0 takes a free one (" + Listening.PORT + ").")
  private Optional<Integer> port = Optional.empty();

  @Option(names = "--host", description = "The address to listen on (" + Listening.HOST + ").")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--server-name",
      paramLabel = "NAME",
      defaultValue = ServerIdentity.NAME,
      description =
          "What the Open Inference Protocol calls the server (${DEFAULT-VALUE}); some of Triton's clients insist on triton.")
  private String serverName;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = {
        "Speak TLS with the certificate in this PEM file, its chain after it.",
        "The file is read again when it changes."
      })
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, in PEM.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--allow-changes",
      description = {
        "Let callers change what is logged and traced and, with --models, load and unload models,",
        "though the server listens beyond this machine."
      })
  private boolean allowChanges;

  @Mixin private LimitsOption limits;

  Listening.Asked asked() {
    return new Listening.Asked(
        host, port, serverName, certificateFiles(), limits.limits(), allowChanges);
  }

  private Optional<CertificateFiles> certificateFiles() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "TLS needs both --tls-cert and --tls-key; name the certificate and its private key");
    }
    return certificate.map(file -> new CertificateFiles(file, key.orElseThrow()));
  }
}
