package dev.slipway.core.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashKeyTest {
  @Test
  void aDigestIsTheHmacOfTheInputsNameAndTheValue() {
    byte[] secret = new byte[HashKey.BYTES];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    // Python: hmac.new(bytes(range(32)), b"name\\0Ada", hashlib.sha256).hexdigest()[:32]
    assertThat(new HashKey(secret).hash(new Withheld.Secret("name", "Ada")).digest())
        .isEqualTo("2b3e8cb549305351ee9b661a4e00ca5f");
    assertThat(new HashKey(secret).hash(new Withheld.Secret("nick", "Ada")).digest())
        .isNotEqualTo("2b3e8cb549305351ee9b661a4e00ca5f");
  }

  @Test
  void aSecretIsNotToldByItsText() {
    assertThat(new Withheld.Secret("name", "Ada"))
        .asString()
        .contains("name")
        .doesNotContain("Ada");
  }
}
