package dev.slipway.core.recording;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that values are hashed with, so that nobody who has the log alone can try values out. Thread-safe.
public final class HashKey {
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEPT = 16;

  private final SecretKeySpec key;

  /// @param secret [#BYTES] random bytes
  public HashKey(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /// The same text in two inputs has two digests.
  public Withheld.Hashed hash(Withheld.Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(secret.input().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] digest = mac.doFinal(secret.value().toString().getBytes(StandardCharsets.UTF_8));
      return new Withheld.Hashed(HexFormat.of().formatHex(Arrays.copyOf(digest, KEPT)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
