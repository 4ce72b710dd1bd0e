package dev.slipway.app.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows clients the certificate that is current when they connect. Thread-safe.
///
/// A handshake asks three times: for an alias, its key and its chain. Each certificate has an alias of its
/// own and the one before is kept, so that a handshake during a swap gets key and chain of one certificate.
final class SwappedKey extends X509ExtendedKeyManager {
  private volatile Pair pair;

  private record Named(String alias, X509ExtendedKeyManager manager) {}

  private record Pair(int number, Named current, Named before) {
    X509ExtendedKeyManager named(String alias) {
      return alias.equals(before.alias) ? before.manager : current.manager;
    }
  }

  SwappedKey(ServerCertificate first) {
    Named named = named(first, 0);
    pair = new Pair(0, named, named);
  }

  /// For one thread at a time.
  void swap(ServerCertificate next) {
    Pair old = pair;
    pair = new Pair(old.number + 1, named(next, old.number + 1), old.current);
  }

  private static Named named(ServerCertificate certificate, int number) {
    String alias = "certificate-" + number;
    return new Named(alias, certificate.keyManager(alias));
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return pair.current.manager.chooseEngineServerAlias(keyType, issuers, engine);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return pair.current.manager.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return pair.named(alias).getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return pair.named(alias).getPrivateKey(alias);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return pair.current.manager.getServerAliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
