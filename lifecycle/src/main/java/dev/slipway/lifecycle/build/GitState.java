package dev.slipway.lifecycle.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The git commit that a project stands at, if it is in a repository and `git` is installed.
///
/// @param dirty whether tracked files differ from the commit
record GitState(Optional<String> commit, boolean dirty, Optional<String> author) {
  static GitState of(Path folder) {
    Optional<String> commit = git(folder, "rev-parse", "--verify", "HEAD");
    boolean dirty =
        commit.isPresent()
            && git(folder, "status", "--porcelain", "--untracked-files=no", "--", ".").isPresent();
    return new GitState(commit, dirty, git(folder, "config", "user.name"));
  }

  /// What git prints, or empty where it fails, is not there, or prints nothing.
  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0 && !text.isBlank()
          ? Optional.of(text.strip())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
