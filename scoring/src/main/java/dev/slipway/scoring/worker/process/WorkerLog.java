package dev.slipway.scoring.worker.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads what a worker prints, on a thread of its own, and hands it to the log: line by line, no line longer
/// than [#LONGEST] bytes and no more than [#MOST] lines a minute, so that a model that prints without end
/// fills neither memory nor log.
final class WorkerLog {
  private static final System.Logger LOG = System.getLogger("dev.slipway.python");
  private static final int LONGEST = 2_000;
  private static final int MOST = 300;
  private static final long MINUTE = 60_000_000_000L;

  private final String name;
  private final StringBuilder line = new StringBuilder();
  private long minuteStart = System.nanoTime();
  private int lines;

  private WorkerLog(String name) {
    this.name = name;
  }

  static void follow(String name, InputStream output) {
    Thread.ofVirtual().name("log of " + name).start(() -> new WorkerLog(name).read(output));
  }

  private void read(InputStream output) {
    byte[] chunk = new byte[8192];
    try (output) {
      for (int count = output.read(chunk); count >= 0; count = output.read(chunk)) {
        take(new String(chunk, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // The process was killed; what it said before is logged.
    }
    end();
  }

  private void take(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        end();
      } else if (line.length() < LONGEST) {
        line.append(Character.isISOControl(c) && c != '\t' ? '?' : c);
      }
    }
  }

  private void end() {
    if (line.isEmpty()) {
      return;
    }
    String text = line.toString();
    line.setLength(0);
    long now = System.nanoTime();
    if (now - minuteStart > MINUTE) {
      minuteStart = now;
      lines = 0;
    }
    if (lines++ < MOST) {
      LOG.log(System.Logger.Level.INFO, () -> name + ": " + text);
    } else if (lines == MOST + 1) {
      LOG.log(System.Logger.Level.WARNING, () -> name + " prints too much; the rest is left out");
    }
  }
}
