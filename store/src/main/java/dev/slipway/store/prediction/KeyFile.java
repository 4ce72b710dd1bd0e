package dev.slipway.store.prediction;

import dev.slipway.core.recording.HashKey;
import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/// The file with the log's [HashKey], which only the server's user may read. It is made once: another key would
/// give the same values other hashes.
final class KeyFile {
  private KeyFile() {}

  static HashKey open(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[HashKey.BYTES];
      new SecureRandom().nextBytes(secret);
      Path temporary = Disk.temporary(file);
      Files.createFile(temporary);
      PosixFileAttributeView rights =
          Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
      if (rights != null) {
        rights.setPermissions(PosixFilePermissions.fromString("rw-------"));
      }
      Files.write(temporary, secret);
      Disk.moveIntoPlace(temporary, file);
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != HashKey.BYTES) {
      throw new IOException("the key of the log's hashes, hash.key, is not whole");
    }
    return new HashKey(secret);
  }
}
