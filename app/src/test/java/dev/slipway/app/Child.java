package dev.slipway.app;

import dev.slipway.wire.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, which has said where it answers.
record Child(Process process, URI uri) {
  /// @param folder where its standard error goes, as `child.log`
  /// @param command without the port
  static Child start(Path folder, String... command) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(command));
    line.addAll(List.of("--port", "0", "--json"));
    Path log = folder.resolve("child.log");
    Process process = new ProcessBuilder(line).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String said = out.readLine();
    if (said == null) {
      throw new IOException(Files.readString(log));
    }
    return new Child(process, URI.create(Json.mapper().readTree(said).path("url").asString()));
  }

  /// As `kill -9` does.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  /// As `kill` does; waits until it has ended.
  void terminate() throws InterruptedException {
    process.destroy();
    process.waitFor(60, TimeUnit.SECONDS);
  }
}
