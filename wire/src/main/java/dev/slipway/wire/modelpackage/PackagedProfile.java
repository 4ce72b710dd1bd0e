package dev.slipway.wire.modelpackage;

import dev.slipway.core.profile.Profile;
import dev.slipway.wire.json.Json;

/// The `profile.json` of a package.
final class PackagedProfile {
  private PackagedProfile() {}

  static byte[] write(Profile profile) {
    return Json.writeFile(profile);
  }

  static Profile read(byte[] json) {
    return Json.read(json, Profile.class, "profile.json");
  }
}
