package dev.slipway.serving.http;

/// What a server says that it is.
///
/// @param name in the metadata of the Open Inference Protocol: some clients insist on `triton`
public record ServerIdentity(String name, String version) {
  public static final String NAME = "slipway";
}
