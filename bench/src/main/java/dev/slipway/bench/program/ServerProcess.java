package dev.slipway.bench.program;

import dev.slipway.wire.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A running server, stopped when closed: `slipway server`, or another that prints `{"url": ...}` as its first
/// line and answers `/health/ready`.
///
/// The launcher of Slipway replaces itself with the JVM, so the processor time of this process is the server's.
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI uri;
  private final double secondsToReady;

  private ServerProcess(Process process, URI uri, double secondsToReady) {
    this.process = process;
    this.uri = uri;
    this.secondsToReady = secondsToReady;
  }

  /// Starts a server and waits until it is ready.
  public static ServerProcess start(ProcessBuilder builder)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      BufferedReader out = process.inputReader();
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the server ended before it was ready");
      }
      URI uri = URI.create(Json.mapper().readTree(line).path("url").asString());
      requireReady(uri);
      return new ServerProcess(process, uri, (System.nanoTime() - start) / 1e9);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  /// A server says where it listens once it is ready; this asks it, so that we need not believe it.
  private static void requireReady(URI uri) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri.resolve("/health/ready")).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the server said where it is but not ready: " + answer);
      }
    }
  }

  public URI uri() {
    return uri;
  }

  /// From the launch of the process to its first answer that it is ready.
  public double secondsToReady() {
    return secondsToReady;
  }

  /// The processor time that the server used so far.
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// The memory that the server has now, in bytes.
  public long residentBytes() throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("the system does not say how much memory a process has");
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
