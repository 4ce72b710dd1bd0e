package dev.slipway.serving.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.serving.ServingFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that reach a port of TLS and do not shake hands are let go, and those who do are answered. A client
/// is waited for half a second here.
final class HandshakeTest {
  private static final char[] PASSWORD = "secret".toCharArray();
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir private Path temp;
  private SSLContext client;
  private ServingFixture serving;

  @BeforeEach
  void start() throws Exception {
    KeyStore own = certified();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(own, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    client = trusting(own.getCertificate("a"));
    Patience patience = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(2), 1 << 20);
    serving = new ServingFixture(temp, ServingFixture.LIMITS, patience, tls);
  }

  @AfterEach
  void whoShakesHandsIsAnswered() throws IOException {
    try (SSLSocket socket = connect()) {
      socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
    }
    serving.close();
  }

  @Test
  void whoSaysNothingIsLetGo() throws IOException {
    try (RawClient silent = raw()) {
      assertThat(silent.ended()).isTrue();
    }
  }

  @Test
  void aByteNowAndThenIsNoHandshake() throws Exception {
    byte[] hello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
    try (RawClient client = raw()) {
      int sent = 0;
      while (sent < 200 && client.trySend(new byte[] {sent < hello.length ? hello[sent] : 0})) {
        sent++;
        Thread.sleep(20);
      }
      assertThat(sent).isLessThan(200);
    }
  }

  /// The handshake was in time, so the rest is the patience of every connection.
  @Test
  void theHandshakesTimeEndsWithIt() throws Exception {
    try (SSLSocket socket = connect()) {
      socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(15)).hasSize(15);
      while (in.available() > 0) {
        assertThat(in.read()).isNotNegative();
      }
      Thread.sleep(3_000);
      socket.getOutputStream().write(LIVE.getBytes(StandardCharsets.US_ASCII));
      assertThat(in.read()).isNotNegative();
    }
  }

  @Test
  void whoAsksInPlainHttpIsToldSo() throws IOException {
    try (RawClient plain = raw().send(LIVE)) {
      RawClient.Reply reply = plain.reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body()).contains("this port speaks TLS; write https://");
      assertThat(plain.ended()).isTrue();
    }
  }

  @Test
  void whatIsNeitherIsLetGo() throws IOException {
    for (String start :
        new String[] {"\u0000", "\u0016\u0003\u0001\u0000\u0004abcd", "get", "{}"}) {
      try (RawClient other = raw().send(start)) {
        assertThat(other.ended()).as(start).isTrue();
      }
    }
  }

  private SSLSocket connect() throws IOException {
    SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", serving.server.port());
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private RawClient raw() throws IOException {
    return new RawClient(serving.server.port());
  }

  /// A key with a certificate that it signed itself, made by the JDK's own program.
  private KeyStore certified() throws Exception {
    Path file = temp.resolve("own.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=a",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("a", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
