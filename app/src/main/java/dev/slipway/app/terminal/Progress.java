package dev.slipway.app.terminal;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A progress bar on standard error that vanishes when it is done; nothing where nobody watches.
public final class Progress implements AutoCloseable {
  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  Progress(String task, long total, PrintStream err) {
    this(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .clearDisplayOnFinish()
                .build()));
  }

  static Progress silent() {
    return new Progress(Optional.empty());
  }

  public void step(long by) {
    bar.ifPresent(b -> b.stepBy(by));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
