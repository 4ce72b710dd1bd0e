package dev.slipway.app;

import dev.slipway.app.tls.CertificateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates for `localhost` as people make them, and programs that are run beside them.
final class OpenSsl {
  private final Path folder;

  OpenSsl(Path folder) {
    this.folder = folder;
  }

  /// A certificate that signed itself, valid for so many days; the key is in PKCS#8.
  ///
  /// @param kind such as `rsa:2048`
  CertificateFiles make(String name, String kind, int days, String... more) {
    CertificateFiles made =
        new CertificateFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    List<String> command =
        new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-newkey", kind));
    command.addAll(List.of(more));
    command.addAll(List.of("-subj", "/CN=" + name, "-days", Integer.toString(days)));
    command.addAll(List.of("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"));
    command.addAll(List.of("-keyout", made.key().toString(), "-out", made.chain().toString()));
    run(command.toArray(String[]::new));
    return made;
  }

  /// An authority's own certificate.
  CertificateFiles authority(String name) {
    return make(
        name,
        "rsa:2048",
        30,
        "-addext",
        "basicConstraints=critical,CA:TRUE",
        "-addext",
        "keyUsage=keyCertSign");
  }

  /// A certificate for a name that an authority signed.
  ///
  /// @param names such as `DNS:localhost`
  CertificateFiles signed(String name, String names, CertificateFiles authority)
      throws IOException {
    CertificateFiles made =
        new CertificateFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    Path request = folder.resolve(name + ".csr");
    Path extensions = Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + names);
    run(
        "openssl",
        "req",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-subj",
        "/CN=" + name,
        "-keyout",
        made.key().toString(),
        "-out",
        request.toString());
    run(
        "openssl",
        "x509",
        "-req",
        "-days",
        "30",
        "-CAcreateserial",
        "-in",
        request.toString(),
        "-CA",
        authority.chain().toString(),
        "-CAkey",
        authority.key().toString(),
        "-extfile",
        extensions.toString(),
        "-out",
        made.chain().toString());
    return made;
  }

  /// A certificate that an authority signed (`NAME-authority.crt`) and whose only day was the one before
  /// yesterday, which openssl itself does not make.
  CertificateFiles expired(String name) {
    CertificateFiles made =
        new CertificateFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    String own = folder.resolve(name + ".p12").toString();
    String authority = folder.resolve(name + "-authority.p12").toString();
    String request = folder.resolve(name + ".csr").toString();
    keytool(
        authority,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-startdate",
        "-3d",
        "-dname",
        "CN=authority",
        "-ext",
        "bc:c");
    keytool(
        authority,
        "-exportcert",
        "-rfc",
        "-file",
        folder.resolve(name + "-authority.crt").toString());
    keytool(own, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name);
    keytool(own, "-certreq", "-file", request);
    keytool(
        authority,
        "-gencert",
        "-rfc",
        "-startdate",
        "-2d",
        "-validity",
        "1",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-infile",
        request,
        "-outfile",
        made.chain().toString());
    run(
        "openssl",
        "pkcs12",
        "-in",
        own,
        "-passin",
        "pass:secret",
        "-nocerts",
        "-nodes",
        "-out",
        made.key().toString());
    return made;
  }

  private static void keytool(String store, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(more));
    command.addAll(
        List.of("-alias", "a", "-keystore", store, "-storetype", "PKCS12", "-storepass", "secret"));
    run(command.toArray(String[]::new));
  }

  /// Runs a program that must succeed.
  static String run(String... command) {
    Ended ended = ended(command);
    if (ended.exitCode != 0) {
      throw new AssertionError(List.of(command) + ": " + ended.text);
    }
    return ended.text;
  }

  record Ended(int exitCode, String text) {}

  static Ended ended(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), text);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(List.of(command).toString(), e);
    }
  }

  static X509Certificate certificate(Path file) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A client's side that trusts these certificates alone.
  static SSLContext trusting(X509Certificate... certificates) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate certificate : certificates) {
        store.setCertificateEntry(certificate.getSerialNumber().toString(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
