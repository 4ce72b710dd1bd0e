package dev.slipway.app.tls;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// A certificate that may be shown to clients: its chain is in order, the key is its own, and it is valid.
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final Duration MOST_WARNED = Duration.ofDays(14);

  ServerCertificate {
    chain = List.copyOf(chain);
  }

  static ServerCertificate of(CertificateFiles.Text text, CertificateFiles files, Instant now) {
    List<X509Certificate> chain = PemCertificates.read(text.chain(), files.chain());
    X509Certificate own = chain.getFirst();
    requireValid(own, files.chain(), now);
    for (int i = 1; i < chain.size(); i++) {
      requireIssued(chain.get(i - 1), chain.get(i), files.chain());
    }
    return new ServerCertificate(chain, PemKey.read(text.key(), own.getPublicKey(), files.key()));
  }

  Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /// When it is time to say that it expires soon: two weeks before, or a sixth of its life where that is short.
  Instant warnAt() {
    Duration life = Duration.between(chain.getFirst().getNotBefore().toInstant(), expires());
    Duration sixth = life.dividedBy(6);
    return expires().minus(sixth.compareTo(MOST_WARNED) < 0 ? sixth : MOST_WARNED);
  }

  /// @param alias by which it is chosen
  X509ExtendedKeyManager keyManager(String alias) {
    char[] nobodyElseSeesIt = {};
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, nobodyElseSeesIt);
      store.setKeyEntry(alias, key, nobodyElseSeesIt, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, nobodyElseSeesIt);
      return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "this Java cannot serve the certificate: " + e.getMessage(), e);
    }
  }

  private static void requireValid(X509Certificate own, Path file, Instant now) {
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw PemCertificates.refused(
          file,
          "has a certificate that expired at %s; have it renewed"
              .formatted(own.getNotAfter().toInstant()));
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw PemCertificates.refused(
          file,
          "has a certificate that is not valid before %s; check the clock of this machine"
              .formatted(own.getNotBefore().toInstant()));
    }
  }

  private static void requireIssued(X509Certificate issued, X509Certificate issuer, Path file) {
    if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      throw PemCertificates.refused(
          file,
          "has a chain in the wrong order: after '%s' must stand its issuer '%s', not '%s'"
              .formatted(
                  issued.getSubjectX500Principal(),
                  issued.getIssuerX500Principal(),
                  issuer.getSubjectX500Principal()));
    }
  }
}
