package dev.slipway.server.console;

/// A value with its name, ready to show.
record Named(String name, String value) {}
