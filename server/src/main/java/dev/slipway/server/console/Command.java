package dev.slipway.server.console;

import dev.slipway.wire.json.Json;
import dev.slipway.wire.openapi.ExampleRequest;
import java.util.Map;

/// A request as a command that a reader can paste into a POSIX shell.
///
/// @param title of the protocol
/// @param request method and path, without the server
record Command(String title, String request, String command) {
  /// @param address of the server as the reader's browser knows it
  /// @param query empty, or with its question mark
  static Command curl(String address, String query, ExampleRequest example) {
    return curl(
        example.protocol().title(),
        address,
        example.path() + query,
        example.headers().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> " \\\n  -H " + quoted(e.getKey() + ": " + e.getValue()))
            .reduce("", String::concat),
        Json.write(example.body()));
  }

  /// @param headers beside the content type, each on a line of its own
  static Command curl(String title, String address, String path, String headers, String body) {
    return new Command(
        title,
        "POST " + path,
        "curl -s %s \\\n  -H 'Content-Type: application/json'%s \\\n  -d %s"
            .formatted(quoted(address + path), headers, quoted(body)));
  }

  /// As one word of the shell.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
