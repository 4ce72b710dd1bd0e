package dev.slipway.app.tls;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/// Reads the private key of a certificate, in PKCS#8 or in the older forms of RSA (PKCS#1) and of elliptic
/// curves (SEC 1).
///
/// The older forms lack the algorithm that PKCS#8 puts before the same bytes. A certificate names it the
/// same way (`SubjectPublicKeyInfo`, RFC 5280), so it is taken from there.
final class PemKey {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private PemKey() {}

  static PrivateKey read(String pem, PublicKey certified, Path file) {
    PemBlock block =
        PemBlock.all(pem).stream()
            .filter(b -> b.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() -> refused(file, "has no private key in PEM"));
    byte[] pkcs8 =
        switch (block.label()) {
          case "PRIVATE KEY" -> block.content();
          case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
          default -> wrapped(block.content(), certified);
        };
    if (block.content().length == 0) {
      throw encrypted(file);
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance(certified.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (belong(key, certified)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // A key of another kind, told below.
    }
    throw refused(file, "is not the key of the certificate; name the two that belong together");
  }

  /// Whether what one signs the other verifies.
  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    byte[] something = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(something);
    return signature.verify(signed);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static byte[] wrapped(byte[] key, PublicKey certified) {
    byte[] info = certified.getEncoded();
    int from = info[1] < 0 ? 2 + (info[1] & 0x7f) : 2;
    byte[] algorithm = Arrays.copyOfRange(info, from, from + 2 + info[from + 1]);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(VERSION);
    content.writeBytes(algorithm);
    content.writeBytes(element(OCTETS, key));
    return element(SEQUENCE, content.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static SlipwayException encrypted(Path file) {
    return refused(
        file, "is encrypted; write it without a password (openssl pkey -in KEY -out PLAIN)");
  }

  private static SlipwayException refused(Path file, String why) {
    return new SlipwayException(ErrorCode.INVALID_ARGUMENT, "%s %s".formatted(file, why));
  }
}
