package dev.slipway.app.tls;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Reads the certificates of a PEM file, in their order.
final class PemCertificates {
  private PemCertificates() {}

  static List<X509Certificate> read(String pem, Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemBlock block : PemBlock.all(pem)) {
        if (block.label().equals("CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.content())));
        }
      }
    } catch (CertificateException e) {
      throw refused(file, "has a certificate that cannot be read: " + e.getMessage());
    }
    if (certificates.isEmpty()) {
      throw refused(file, "has no certificate in PEM; name a file that does");
    }
    return certificates;
  }

  static SlipwayException refused(Path file, String why) {
    return new SlipwayException(ErrorCode.INVALID_ARGUMENT, "%s %s".formatted(file, why));
  }
}
