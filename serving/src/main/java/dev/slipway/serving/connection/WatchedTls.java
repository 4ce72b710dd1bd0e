package dev.slipway.serving.connection;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ErrorReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// TLS 1.2 and 1.3 that tells when a client is about to shake hands. The HTTP server does that before it asks for a
/// connection, and waits for ever for one who never ends.
final class WatchedTls extends SSLContextSpi {
  private static final int HANDSHAKE = 22;
  private static final int LONGEST_HEAD = 16 << 10;
  private static final byte[] PLAIN = plain();
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext tls;
  private final Runnable before;

  private WatchedTls(SSLContext tls, Runnable before) {
    this.tls = tls;
    this.before = before;
  }

  /// @param before runs on the thread that shakes hands, and then asks for the connection
  static SSLContext of(SSLContext tls, Runnable before) {
    return new SSLContext(new WatchedTls(tls, before), tls.getProvider(), tls.getProtocol()) {};
  }

  private static byte[] plain() {
    JsonBuffer body = new JsonBuffer();
    ErrorReply.write(
        body,
        ErrorCode.MALFORMED_REQUEST,
        "this port speaks TLS; write https:// instead of http://",
        List.of());
    byte[] json = body.toByteArray();
    String head =
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(json.length);
    return (head + new String(json, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new Sockets(tls.getSocketFactory(), before);
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
      throws KeyManagementException {
    tls.init(keys, trust, random);
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return tls.getServerSocketFactory();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return tls.createSSLEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return tls.createSSLEngine(host, port);
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return tls.getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return tls.getClientSessionContext();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return tls.getDefaultSSLParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return tls.getSupportedSSLParameters();
  }

  /// Puts TLS on sockets that are open, as servers do.
  private static final class Sockets extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final Runnable before;

    Sockets(SSLSocketFactory tls, Runnable before) {
      this.tls = tls;
      this.before = before;
    }

    @Override
    public Socket createSocket(Socket open, @Nullable InputStream consumed, boolean autoClose)
        throws IOException {
      before.run();
      int first = open.getInputStream().read();
      if (first != HANDSHAKE) {
        refuse(open, first);
        throw new SSLException("the client began no handshake");
      }
      InputStream start = new ByteArrayInputStream(new byte[] {(byte) first});
      SSLSocket socket = (SSLSocket) tls.createSocket(open, start, autoClose);
      socket.setEnabledProtocols(PROTOCOLS);
      return socket;
    }

    /// Says in plain HTTP, to who asks in it, that TLS is spoken here.
    private static void refuse(Socket open, int first) throws IOException {
      if (first >= 'A' && first <= 'Z') {
        int rest = open.getInputStream().read(new byte[LONGEST_HEAD]);
        if (rest > 0) {
          open.getOutputStream().write(PLAIN);
          open.shutdownOutput();
        }
      }
    }

    @Override
    public Socket createSocket(Socket open, String host, int port, boolean autoClose)
        throws IOException {
      return tls.createSocket(open, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return tls.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return tls.createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return tls.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return tls.createSocket(host, port, from, fromPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }
  }
}
