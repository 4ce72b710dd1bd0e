package dev.slipway.server.api;

import java.nio.file.Path;

/// A file to be sent as it is.
record FileReply(Path file, String contentType) {}
