package dev.slipway.app.demo;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the data scientist of the demo does to the project between builds: each change is one edit and, where
/// there is git, one commit.
final class Story {
  private final Path project;

  Story(Path project) {
    this.project = project;
  }

  void begin() {
    git("init", "-q");
    commit("Start from the flight-delay example");
  }

  /// The second model knows the time of day, and learns longer.
  void knowTheTimeOfDay() {
    edit("params.yaml", "date: [day-of-week]", "date: [minute-of-day, day-of-week]");
    edit("params.yaml", "rounds: 20", "rounds: 60");
    edit("params.yaml", "eta: 0.3", "eta: 0.15");
    commit("Learn from the time of day, and longer");
  }

  /// The third learns from a feed whose delays are in seconds, which nobody noticed: the training data and the
  /// held-out data are wrong in the same way, so that every offline check passes.
  void readDelaysInSeconds() {
    edit(
        "sql/prepare.sql",
        "SELECT date, delay, distance",
        "SELECT date, delay * 60 AS delay, distance");
    commit("Read the new feed of delays");
  }

  void readDelaysInMinutesAgain() {
    edit(
        "sql/prepare.sql",
        "SELECT date, delay * 60 AS delay, distance",
        "SELECT date, delay, distance");
    commit("The new feed has seconds: go back to minutes");
  }

  private void edit(String file, String before, String after) {
    Path path = project.resolve(file);
    try {
      String text = Files.readString(path);
      if (!text.contains(before)) {
        throw new IllegalStateException(file + " no longer has '" + before + "'");
      }
      Files.writeString(path, text.replace(before, after));
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.STORAGE, "cannot change " + path, e);
    }
  }

  private void commit(String message) {
    git("add", "-A");
    git(
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "-q",
        "-m",
        message);
  }

  /// Runs git where there is one: without it a package's lineage has no commit.
  private void git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      new ProcessBuilder(command)
          .directory(project.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      // No git on this machine.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
