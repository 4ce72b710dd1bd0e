package dev.slipway.app.client;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/// Why no server could be asked, and what to do about it.
final class Unreachable {
  private Unreachable() {}

  static SlipwayException because(URI server, IOException cause) {
    return new SlipwayException(ErrorCode.UNREACHABLE, message(server, cause), cause);
  }

  private static String message(URI server, IOException cause) {
    for (Throwable link = cause; link != null; link = link.getCause()) {
      switch (link) {
        case CertificateExpiredException expired -> {
          return "the certificate of %s has expired (%s); have it renewed there"
              .formatted(server, expired.getMessage());
        }
        case CertificateNotYetValidException early -> {
          return "the certificate of %s is not valid yet (%s); check the clocks"
              .formatted(server, early.getMessage());
        }
        case CertPathBuilderException _ -> {
          return "nobody who is trusted signed the certificate of %s. If it is your own authority's, or signed by itself, name that certificate with --ca-cert or SLIPWAY_CA_CERT."
              .formatted(server);
        }
        case CertificateException named when named.getCause() == null -> {
          return "the certificate of %s is not for that name (%s); name the server as its certificate does"
              .formatted(server, named.getMessage());
        }
        default -> {}
      }
    }
    if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
      return "no server answers at %s. Start one with 'slipway server', or name another with --server."
          .formatted(server);
    }
    if (cause instanceof SSLException) {
      return "%s speaks no TLS that is understood here (%s); if it speaks plain HTTP, write http://"
          .formatted(server, cause.getMessage());
    }
    return "%s did not answer as HTTP does (%s: %s); if it speaks TLS, write https://"
        .formatted(server, cause.getClass().getSimpleName(), cause.getMessage());
  }
}
