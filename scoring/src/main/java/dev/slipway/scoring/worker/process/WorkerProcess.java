package dev.slipway.scoring.worker.process;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.worker.frame.BrokenFrame;
import dev.slipway.scoring.worker.frame.Frame;
import dev.slipway.scoring.worker.frame.FrameType;
import dev.slipway.scoring.worker.frame.ScoresBody;
import dev.slipway.scoring.worker.frame.WorkerChannel;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A running worker: a Python process that loaded its model, and the socket to it.
///
/// [#start], [#predict] and [#close] belong to one thread, which has to outlive the process: Linux ends the
/// process when that thread ends. The others are thread-safe. The worker leads a process group of its own,
/// so that whatever it started ends with it.
public final class WorkerProcess implements AutoCloseable {
  private static final int LONGEST_TEXT = 16 << 20;
  private static final long GOODBYE_NANOS = 500_000_000L;

  private final Process process;
  private final WorkerChannel channel;
  private final Introduction introduction;
  private long request;

  private WorkerProcess(Process process, WorkerChannel channel, Introduction introduction) {
    this.process = process;
    this.channel = channel;
    this.introduction = introduction;
  }

  /// Starts a worker and waits until its model is loaded and warm. Throws `ENVIRONMENT` for what Python
  /// lacks, `CORRUPT_MODEL` for a model that fails, `TIMEOUT` and `INTERRUPTED`.
  public static WorkerProcess start(Launch launch, WorkerFolder folder) {
    long until = System.nanoTime() + launch.timeout().toNanos();
    try (Listener listener = new Listener(folder.socket())) {
      Process process = spawn(launch, folder, listener);
      @Nullable WorkerChannel channel = null;
      try {
        channel = listener.accept(process, until);
        return new WorkerProcess(process, channel, load(launch, channel, until));
      } catch (IOException | SlipwayException e) {
        SlipwayException why = whyNotStarted(launch, process, e);
        if (channel != null) {
          channel.close();
        }
        end(process);
        throw why;
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "the socket of a Python worker cannot be made: " + e.getMessage(),
          e);
    }
  }

  private static Process spawn(Launch launch, WorkerFolder folder, Listener listener) {
    ProcessBuilder builder =
        new ProcessBuilder(
            launch.interpreter(), "-I", "-B", "-u", "-X", "utf8", folder.program().toString());
    Map<String, String> environment = builder.environment();
    Map<String, String> clean = launch.environment(Map.copyOf(environment), folder);
    environment.clear();
    environment.putAll(clean);
    environment.put("SLIPWAY_WORKER_SOCKET", listener.path().toString());
    environment.put("SLIPWAY_WORKER_TOKEN", listener.token());
    builder.directory(folder.scratch().toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      Process process = builder.start();
      WorkerLog.follow(
          "worker %d of %s".formatted(process.pid(), launch.name()), process.getInputStream());
      return process;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "the Python interpreter '%s' cannot be started; install Python 3 or name it with --python"
              .formatted(launch.interpreter()),
          e);
    }
  }

  private static Introduction load(Launch launch, WorkerChannel channel, long until)
      throws IOException {
    channel.send(FrameType.LOAD, 0, ByteBuffer.wrap(launch.load()), until);
    Frame answer = channel.receive(LONGEST_TEXT, until);
    return switch (answer.type()) {
      case READY -> Introduction.parse(answer.bytes());
      case ERROR -> throw Answer.Raised.parse(answer.bytes()).atStart(launch);
      case HELLO, LOAD, PREDICT, RESULT, DRAIN ->
          throw new BrokenFrame("a %s frame in answer to LOAD".formatted(answer.type()));
    };
  }

  private static SlipwayException whyNotStarted(Launch launch, Process process, Exception e) {
    return switch (e) {
      case SlipwayException said -> said;
      case InterruptedByTimeoutException _ ->
          new SlipwayException(
              ErrorCode.TIMEOUT,
              "the Python model '%s' was not ready within %d s; look at what it prints with SLIPWAY_LOG=INFO"
                  .formatted(launch.name(), launch.timeout().toSeconds()),
              e);
      case ClosedByInterruptException _ ->
          new SlipwayException(
              ErrorCode.INTERRUPTED, "the start of a Python worker was interrupted", e);
      default ->
          new SlipwayException(
              ErrorCode.CORRUPT_MODEL,
              "the Python model '%s' could not be loaded: its worker %s (%s); look at what it prints with SLIPWAY_LOG=INFO"
                  .formatted(launch.name(), exit(process), e.getMessage()),
              e);
    };
  }

  public Introduction introduction() {
    return introduction;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /// Runs `action` once the process has ended, however that comes.
  public void onExit(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  /// Has the rows in `body` scored, or throws [InterruptedByTimeoutException] at `until`, [BrokenFrame] or
  /// another [IOException]; after any of them only [#close] is left.
  public Answer predict(ByteBuffer body, int rows, long until) throws IOException {
    Signature signature = introduction.signature();
    Output output = signature.output();
    request++;
    channel.send(FrameType.PREDICT, request, body, until);
    long longest = Math.max(LONGEST_TEXT, ScoresBody.length(rows, output));
    Frame answer = channel.receive((int) Math.min(longest, Integer.MAX_VALUE - 64), until);
    if (answer.id() != request) {
      throw new BrokenFrame(
          "an answer to request %d, where %d is due".formatted(answer.id(), request));
    }
    return switch (answer.type()) {
      case RESULT -> new Answer.Scores(ScoresBody.of(answer.body(), rows, output));
      case ERROR -> Answer.Raised.parse(answer.bytes());
      case HELLO, LOAD, READY, PREDICT, DRAIN ->
          throw new BrokenFrame("a %s frame in answer to PREDICT".formatted(answer.type()));
    };
  }

  /// The bytes of memory that the process occupies, or 0 where the system does not say.
  public long resident() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid())))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException _) {
      return 0;
    }
  }

  /// How the process ended: `exited with code 3`, `was killed by signal 9`, or `runs`.
  public String exit() {
    return exit(process);
  }

  private static String exit(Process process) {
    try {
      if (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        return "still ran";
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
    int code = process.exitValue();
    return code > 128 ? "was killed by signal " + (code - 128) : "exited with code " + code;
  }

  /// Ends the process from any thread, at once.
  public void kill() {
    process.destroyForcibly();
  }

  /// Lets an idle worker end by itself, for half a second; then ends it and all that it started.
  public void leave() {
    long until = System.nanoTime() + GOODBYE_NANOS;
    try {
      channel.send(FrameType.DRAIN, 0, ByteBuffer.allocate(0), until);
      process.waitFor(GOODBYE_NANOS, TimeUnit.NANOSECONDS);
    } catch (IOException _) {
      // It is gone already.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end(process);
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(WorkerProcess.class.getName())
          .log(System.Logger.Level.WARNING, "the socket of a worker cannot be closed", e);
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    try {
      // The group has the worker's number as long as one of its processes lives.
      new ProcessBuilder(List.of("/bin/sh", "-c", "kill -KILL -" + process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(2, TimeUnit.SECONDS);
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (IOException _) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
