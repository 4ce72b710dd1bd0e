package dev.slipway.bench.scoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A child process that answers each line with a line. Measurements take turns by asking one peer after the
/// other, so that what disturbs the machine disturbs all of them.
public final class Peer implements AutoCloseable {
  private final Process process;
  private final PrintStream to;
  private final BufferedReader from;

  private Peer(Process process) {
    this.process = process;
    this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static Peer start(List<String> command) throws IOException {
    return new Peer(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  public String ask(String line) throws IOException {
    to.println(line);
    String answer = from.readLine();
    if (answer == null) {
      throw new IOException("the process ended on '%s'; see what it printed".formatted(line));
    }
    return answer;
  }

  public double number(String line) throws IOException {
    return Double.parseDouble(ask(line));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
