package dev.slipway.app.tls;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The authorities whose certificates a client believes.
public final class Authorities {
  private Authorities() {}

  /// TLS of a client that believes the authorities in a PEM file besides those that Java believes;
  /// `INVALID_ARGUMENT` says what is wrong with the file.
  public static SSLContext trusting(Path file) {
    List<X509Certificate> own = PemCertificates.read(CertificateFiles.text(file), file);
    try {
      List<X509Certificate> all = new ArrayList<>(own);
      for (TrustManager manager : factory(null).getTrustManagers()) {
        if (manager instanceof X509TrustManager known) {
          all.addAll(List.of(known.getAcceptedIssuers()));
        }
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("authority-" + i, all.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory(store).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "this Java has no TLS: " + e.getMessage(), e);
    }
  }

  /// @param store null for what Java believes
  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
