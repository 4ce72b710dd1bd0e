package dev.slipway.core.route;

/// Where an endpoint lives, in the order a version passes through.
public enum Environment {
  TEST,
  STAGING,
  PRODUCTION;

  /// As written in URLs, on the command line and in files.
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
