package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.tls.CertificateFiles;
import dev.slipway.app.tls.CurrentCertificate;
import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.RunningServer;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.app.wiring.ServerSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS with certificates that openssl made, asked by curl and by Java's own client.
final class TlsTest {
  @TempDir private Path temp;
  private OpenSsl openssl;

  @BeforeEach
  void folder() {
    openssl = new OpenSsl(temp);
  }

  @Test
  void everyFormOfAKeyIsServed() throws IOException {
    CertificateFiles rsa = openssl.make("rsa", "rsa:2048", 30);
    assertServed(rsa);
    assertServed(rewritten(rsa, "pkcs1", "RSA PRIVATE KEY", "rsa", "-traditional"));
    CertificateFiles curve =
        openssl.make("curve", "ec", 30, "-pkeyopt", "ec_paramgen_curve:prime256v1");
    assertServed(curve);
    assertServed(rewritten(curve, "sec1", "EC PRIVATE KEY", "ec"));
    CertificateFiles larger =
        openssl.make("larger", "ec", 30, "-pkeyopt", "ec_paramgen_curve:secp384r1");
    assertServed(rewritten(larger, "sec1", "EC PRIVATE KEY", "ec"));
    assertServed(openssl.make("edwards", "ed25519", 30));

    Path both = temp.resolve("both.pem");
    Files.writeString(both, Files.readString(rsa.key()) + Files.readString(rsa.chain()));
    assertServed(new CertificateFiles(both, both));
  }

  @Test
  void nothingOlderThanTls12IsSpokenAndNoPlainHttp() throws Exception {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    try (LoneServer server = start(files)) {
      assertThat(curl(server, files, "--tls-max", "1.2").exitCode()).isZero();
      assertThat(curl(server, files, "--tls-max", "1.1", "--ciphers", "DEFAULT:@SECLEVEL=0"))
          .extracting(OpenSsl.Ended::exitCode)
          .isEqualTo(35);
      assertThat(plainly(server)).doesNotContain("live");
      assertThat(get(server, files, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clientsChooseHttp2OrNot() throws IOException {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    try (LoneServer server = start(files)) {
      assertThat(curl(server, files, "--http2", "-w", " %{http_version}").text())
          .isEqualTo("{\"live\":true} 2");
      assertThat(curl(server, files, "--http1.1", "-w", " %{http_version}").text())
          .isEqualTo("{\"live\":true} 1.1");
      assertThat(get(server, files, "/health/live").version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  @Test
  void aRenewedCertificateIsShownAndOpenConnectionsStay() throws Exception {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    CertificateFiles next =
        openssl.make("next", "ec", 60, "-pkeyopt", "ec_paramgen_curve:prime256v1");
    X509Certificate old = OpenSsl.certificate(files.chain());
    X509Certificate renewed = OpenSsl.certificate(next.chain());
    try (RunningServer server =
            RunningServer.start(
                ServerSettings.of(temp.resolve("home"), "127.0.0.1", 0).withTls(files),
                new Workshop(InstantSource.system()));
        SSLSocket open = connect(server.uri(), old, renewed)) {
      assertThat(server.uri().getScheme()).isEqualTo("https");
      assertThat(ask(open)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(shown(open)).isEqualTo(old);

      Files.move(next.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
      Files.move(next.chain(), files.chain(), StandardCopyOption.REPLACE_EXISTING);
      awaitThat(() -> shownTo(server.uri(), old, renewed).equals(renewed));

      assertThat(ask(open)).as("on the connection that was open").isEqualTo("HTTP/1.1 200 OK");
      assertThat(shown(open)).isEqualTo(old);
      assertThat(get(server.uri(), files, "/metrics").body())
          .contains(
              "slipway_tls_certificate_expiry_seconds "
                  + renewed.getNotAfter().toInstant().getEpochSecond()
                  + "\n")
          .contains("slipway_tls_certificate_stale 0\n");
    }
  }

  @Test
  void filesThatCannotBeUsedLeaveTheOldCertificate() throws Exception {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    String key = Files.readString(files.key());
    X509Certificate old = OpenSsl.certificate(files.chain());
    Path other = openssl.make("other", "rsa:2048", 30).key();
    try (LoneServer server = start(files)) {
      Files.copy(other, files.key(), StandardCopyOption.REPLACE_EXISTING);
      awaitThat(() -> metrics(server, old).contains("slipway_tls_certificate_stale 1\n"));
      assertThat(shownTo(server.uri(), old)).isEqualTo(old);

      Files.delete(files.key());
      assertThat(shownTo(server.uri(), old)).isEqualTo(old);

      Files.writeString(files.key(), key);
      awaitThat(() -> metrics(server, old).contains("slipway_tls_certificate_stale 0\n"));
    }
  }

  /// The server's clock stands before the end of a certificate that has ended by the clock of its clients.
  @Test
  void aCertificateThatExpiresWhileItIsShownIsToldAndConnectionsGoOn() throws Exception {
    CertificateFiles files = openssl.expired("old");
    X509Certificate certificate = OpenSsl.certificate(files.chain());
    Instant end = certificate.getNotAfter().toInstant();
    AtomicReference<Instant> now = new AtomicReference<>(end.minus(Duration.ofHours(5)));
    try (Warnings warnings = Warnings.of(CurrentCertificate.class);
        LoneServer server = start(files, now::get);
        SSLSocket open = connect(server.uri(), certificate)) {
      assertThat(ask(open)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(warnings.told()).isEmpty();

      now.set(end.minus(Duration.ofHours(3)));
      awaitThat(() -> warnings.told().size() == 1);
      assertThat(warnings.told().getFirst()).contains(files.chain() + " expires at " + end);

      now.set(end.plus(Duration.ofSeconds(1)));
      awaitThat(() -> warnings.told().size() == 2);
      assertThat(warnings.told().getLast()).contains("expired at " + end, "renewed");
      assertThat(ask(open)).as("on the connection that was open").isEqualTo("HTTP/1.1 200 OK");
      assertThat(metrics(server, certificate))
          .contains("slipway_tls_certificate_expiry_seconds %d\n".formatted(end.getEpochSecond()));

      Path authority = temp.resolve("old-authority.crt");
      CertificateFiles trusted = new CertificateFiles(authority, files.key());
      assertThat(curl(server, trusted).exitCode()).as("curl refuses the certificate").isEqualTo(60);
      assertThat(curl(server, trusted, "-k").text()).isEqualTo("{\"live\":true}");
      Ran status =
          Ran.slipway(
              "status", "--server", server.uri().toString(), "--ca-cert", authority.toString());
      assertThat(status.exitCode()).isEqualTo(9);
      assertThat(status.err()).contains("has expired");
      Thread.sleep(2_500);
      assertThat(warnings.told()).as("each is told once").hasSize(2);
    }
  }

  @Test
  void commandsBelieveThePrivateAuthorityThatTheyAreTold() throws IOException {
    CertificateFiles authority = openssl.authority("authority");
    CertificateFiles files = openssl.signed("server", "DNS:localhost", authority);
    try (RunningServer server =
        RunningServer.start(
            ServerSettings.of(temp.resolve("home"), "127.0.0.1", 0).withTls(files),
            new Workshop(InstantSource.system()))) {
      String named = "https://localhost:" + server.uri().getPort();
      String trusted = authority.chain().toString();

      Ran unknown = Ran.slipway("status", "--server", named);
      assertThat(unknown.exitCode()).isEqualTo(9);
      assertThat(unknown.err()).contains("nobody who is trusted signed", "--ca-cert");

      Ran known = Ran.slipway("status", "--server", named, "--ca-cert", trusted);
      assertThat(known.exitCode()).as(known.err()).isZero();
      assertThat(known.out()).contains("Nothing is registered yet");

      Ran otherName =
          Ran.slipway("status", "--server", server.uri().toString(), "--ca-cert", trusted);
      assertThat(otherName.exitCode()).isEqualTo(9);
      assertThat(otherName.err()).contains("not for that name", "127.0.0.1");

      Ran plain = Ran.slipway("status", "--server", named.replace("https", "http"));
      assertThat(plain.exitCode()).isEqualTo(2);
      assertThat(plain.err()).contains("this port speaks TLS; write https://");

      Ran nothing =
          Ran.slipway("status", "--server", named, "--ca-cert", temp.resolve("none").toString());
      assertThat(nothing.exitCode()).isEqualTo(2);
      assertThat(nothing.err()).contains("none cannot be read");
    }
    try (RunningServer server =
        RunningServer.start(
            ServerSettings.of(temp.resolve("home"), "127.0.0.1", 0),
            new Workshop(InstantSource.system()))) {
      Ran secured =
          Ran.slipway("status", "--server", server.uri().toString().replace("http", "https"));
      assertThat(secured.exitCode()).isEqualTo(9);
      assertThat(secured.err()).contains("if it speaks plain HTTP, write http://");
    }
  }

  /// A browser speaks HTTP/2 then, which has no `Host`.
  @Test
  void consoleAndApiAnswerOverHttp2AndRefuseForeignPages() throws IOException {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    try (RunningServer server =
        RunningServer.start(
            ServerSettings.of(temp.resolve("home"), "127.0.0.1", 0).withTls(files),
            new Workshop(InstantSource.system()))) {
      String base = "https://localhost:" + server.uri().getPort();
      for (String version : List.of("--http2", "--http1.1")) {
        assertThat(asked(files, version, "-H", "Accept: text/html", base + "/"))
            .contains("<html", " 200");
        assertThat(asked(files, version, base + "/api/v1/models")).contains("\"models\"", " 200");
        String rollback = base + "/endpoints/x/rollback";
        String form = "environment=production&by=ada&reason=test";
        assertThat(asked(files, version, "-d", form, "-H", "Origin: " + base, rollback))
            .as("the console's own form, for an endpoint that is not there")
            .endsWith(" 404");
        assertThat(
                asked(files, version, "-d", form, "-H", "Origin: https://evil.example", rollback))
            .endsWith(" 403");
        assertThat(
                asked(
                    files,
                    version,
                    "--resolve",
                    "evil.example:%d:127.0.0.1".formatted(server.uri().getPort()),
                    "-k",
                    "https://evil.example:%d/api/v1/models".formatted(server.uri().getPort())))
            .as("a foreign name that leads here")
            .contains("--host-name evil.example")
            .endsWith(" 403");
      }
    }
  }

  @Test
  void grpcIsSpokenOverTls() throws IOException {
    assumeTrue(
        OpenSsl.ended("/usr/bin/python3", "-c", "import grpc").exitCode() == 0,
        "python3-grpcio is not installed");
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    try (LoneServer server = start(files)) {
      String told =
          OpenSsl.run(
              "/usr/bin/python3",
              "-c",
              """
              import grpc, sys
              trust = grpc.ssl_channel_credentials(open(sys.argv[1], 'rb').read())
              channel = grpc.secure_channel('localhost:' + sys.argv[2], trust)
              live = channel.unary_unary('/inference.GRPCInferenceService/ServerLive')
              infer = channel.unary_unary('/inference.GRPCInferenceService/ModelInfer')
              print(live(b'', timeout=20))
              try:
                  infer(b'\\0' * (11 << 20), timeout=20)
              except grpc.RpcError as e:
                  print(e.code().name, e.details())
              print(live(b'', timeout=20))
              plain = grpc.insecure_channel('localhost:' + sys.argv[2])
              try:
                  plain.unary_unary('/inference.GRPCInferenceService/ServerLive')(b'', timeout=20)
              except grpc.RpcError as e:
                  print(e.code().name)
              """,
              files.chain().toString(),
              Integer.toString(server.uri().getPort()));
      assertThat(told.lines())
          .containsExactly(
              "b'\\x08\\x01'",
              "RESOURCE_EXHAUSTED the message is longer than the 10485760 bytes that are read; send fewer rows at a time",
              "b'\\x08\\x01'",
              "UNAVAILABLE");
    }
  }

  @Test
  void aCertificateThatCannotBeShownStopsTheStart() throws IOException {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    CertificateFiles other = openssl.make("other", "ec", 30, "-pkeyopt", "ec_paramgen_curve:P-256");
    Instant now = Instant.now();

    assertRefused(files, now.plus(Duration.ofDays(31)), "expired at", "renewed");
    assertRefused(files, now.minus(Duration.ofDays(1)), "not valid before", "clock");
    assertRefused(
        new CertificateFiles(files.chain(), other.key()), now, "is not the key of the certificate");
    assertRefused(
        new CertificateFiles(files.chain(), openssl.make("third", "rsa:2048", 30).key()),
        now,
        "is not the key of the certificate");
    assertRefused(new CertificateFiles(files.key(), files.key()), now, "has no certificate");
    assertRefused(new CertificateFiles(files.chain(), files.chain()), now, "has no private key");
    assertRefused(
        new CertificateFiles(temp.resolve("none"), files.key()), now, "none cannot be read");
    Path encrypted = temp.resolve("encrypted.key");
    OpenSsl.run(
        "openssl",
        "pkcs8",
        "-topk8",
        "-passout",
        "pass:secret",
        "-in",
        files.key().toString(),
        "-out",
        encrypted.toString());
    assertRefused(new CertificateFiles(files.chain(), encrypted), now, "is encrypted");
    OpenSsl.run(
        "openssl",
        "rsa",
        "-traditional",
        "-aes128",
        "-passout",
        "pass:secret",
        "-in",
        files.key().toString(),
        "-out",
        encrypted.toString());
    assertRefused(new CertificateFiles(files.chain(), encrypted), now, "is encrypted");
    Path chain = temp.resolve("chain.pem");
    Files.writeString(chain, Files.readString(files.chain()) + Files.readString(other.chain()));
    assertRefused(new CertificateFiles(chain, files.key()), now, "wrong order", "CN=other");
    Path garbage = temp.resolve("garbage.pem");
    Files.writeString(garbage, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertRefused(new CertificateFiles(garbage, files.key()), now, "cannot be read");
  }

  @Test
  void theCommandNamesWhatIsMissing() {
    CertificateFiles files = openssl.make("now", "rsa:2048", 30);
    String home = temp.resolve("home").toString();

    Ran half = Ran.slipway("server", "--home", home, "--tls-cert", files.chain().toString());
    assertThat(half.exitCode()).isEqualTo(2);
    assertThat(half.err()).contains("both --tls-cert and --tls-key");

    Ran wrong =
        Ran.slipway(
            "server", "--home", home, "--tls-cert", files.chain().toString(), "--tls-key", home);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains(home + " cannot be read");
  }

  private static void assertRefused(CertificateFiles files, Instant now, String... words) {
    assertThatThrownBy(() -> CurrentCertificate.open(files, InstantSource.fixed(now)))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.getMessage()).contains(words);
            });
  }

  /// Writes the key in another form.
  private CertificateFiles rewritten(
      CertificateFiles files, String name, String label, String... by) throws IOException {
    Path key = temp.resolve(name + ".key");
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(by));
    command.addAll(List.of("-in", files.key().toString(), "-out", key.toString()));
    OpenSsl.run(command.toArray(String[]::new));
    assertThat(Files.readString(key)).contains("BEGIN " + label);
    return new CertificateFiles(files.chain(), key);
  }

  private void assertServed(CertificateFiles files) throws IOException {
    try (LoneServer server = start(files)) {
      OpenSsl.Ended asked = curl(server, files);
      assertThat(asked.exitCode()).as(files + " " + asked.text()).isZero();
      assertThat(asked.text()).isEqualTo("{\"live\":true}");
    }
  }

  private static String asked(CertificateFiles files, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("curl", "-sS", "--cacert", files.chain().toString(), "-w", " %{http_code}"));
    command.addAll(List.of(more));
    return OpenSsl.ended(command.toArray(String[]::new)).text();
  }

  private LoneServer start(CertificateFiles files) throws IOException {
    return start(files, InstantSource.system());
  }

  private LoneServer start(CertificateFiles files, InstantSource clock) throws IOException {
    ServeSettings.Options options =
        new ServeSettings.Options(
            Optional.empty(),
            Optional.of(Files.createDirectories(temp.resolve("models"))),
            Optional.empty(),
            new Listening.Asked(
                Optional.of("127.0.0.1"),
                Optional.of(0),
                "slipway",
                Optional.of(files),
                Limits.DEFAULT,
                false));
    return LoneServer.start(
        ServeSettings.of(options, Map.of(), Files::exists), new Workshop(clock));
  }

  /// What comes back to who speaks no TLS.
  private static String plainly(LoneServer server) throws IOException {
    try (Socket plain = new Socket("127.0.0.1", server.uri().getPort())) {
      plain
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException _) {
      return "";
    }
  }

  private static OpenSsl.Ended curl(LoneServer server, CertificateFiles files, String... more) {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "--cacert", files.chain().toString()));
    command.addAll(List.of(more));
    command.add("https://localhost:" + server.uri().getPort() + "/health/live");
    return OpenSsl.ended(command.toArray(String[]::new));
  }

  private static HttpResponse<String> get(LoneServer server, CertificateFiles files, String path) {
    return get(server.uri(), files, path);
  }

  private static HttpResponse<String> get(URI server, CertificateFiles files, String path) {
    return get(server, path, OpenSsl.certificate(files.chain()));
  }

  private static HttpResponse<String> get(URI server, String path, X509Certificate... trusted) {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(OpenSsl.trusting(trusted)).build()) {
      return client.send(
          HttpRequest.newBuilder(server.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String metrics(LoneServer server, X509Certificate trusted) {
    return get(server.uri(), "/metrics", trusted).body();
  }

  private static X509Certificate shownTo(URI server, X509Certificate... trusted) {
    try (SSLSocket socket = connect(server, trusted)) {
      return shown(socket);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SSLSocket connect(URI server, X509Certificate... trusted) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            OpenSsl.trusting(trusted)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.getPort());
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static X509Certificate shown(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  /// Asks on an open connection and returns the status line, the whole answer read.
  private static String ask(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String status = in.readLine();
    while (!in.readLine().isEmpty()) {
      // Headers.
    }
    assertThat(in.skip("{\"live\":true}".length())).isEqualTo(13);
    return status;
  }

  private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
