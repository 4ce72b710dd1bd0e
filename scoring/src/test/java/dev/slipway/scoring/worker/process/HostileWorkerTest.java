package dev.slipway.scoring.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.Python;
import dev.slipway.scoring.worker.frame.BrokenFrame;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Worker programs that do not keep to the protocol. Each is refused for what it does, at once, whatever it
/// claims to send.
final class HostileWorkerTest {
  /// Speaks the protocol up to READY for one input and the classes a and b, then does one thing.
  private static final String PROGRAM =
      """
      import os, socket, struct, time
      connection = socket.socket(socket.AF_UNIX)
      connection.connect(os.environ["SLIPWAY_WORKER_SOCKET"])
      def frame(kind, request, body):
          return struct.pack("<IBQI", len(body), kind, request, 0) + body
      def read():
          length, kind, request, millis = struct.unpack("<IBQI", connection.recv(17, socket.MSG_WAITALL))
          connection.recv(length, socket.MSG_WAITALL)
          return request
      READY = b'{"inputs": [{"name": "x", "type": "decimal"}], "versions": {},' \\
          b'"output": {"kind": "label", "classes": ["a", "b"], "type": "string"}}'
      def ready(answer=frame(3, 0, READY), token=os.environ["SLIPWAY_WORKER_TOKEN"].encode()):
          connection.sendall(frame(1, 0, token))
          read()
          connection.sendall(answer)
      def result(rows, width, *numbers):
          return struct.pack("<II%dd" % len(numbers), rows, width, *numbers)
      """;

  private @Nullable WorkerFolder folder;

  @BeforeAll
  static void needsPython() {
    Python.needs("socket");
  }

  @AfterEach
  void remove() {
    if (folder != null) {
      folder.close();
    }
  }

  @Test
  void theProtocolAsItShouldBe() throws IOException {
    try (WorkerProcess worker =
        start("ready(); connection.sendall(frame(5, read(), result(1, 1, 1.0)))")) {
      double[] out = new double[1];
      assertThat(predict(worker))
          .isInstanceOfSatisfying(Answer.Scores.class, scores -> scores.body().take(1, out));
      assertThat(out).containsExactly(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frame(5, read() + 1, result(1, 1, 0.0)) | an answer to request 2, where 1 is due",
        "frame(5, read(), result(2, 1, 0.0, 1.0)) | scores in 24 bytes, where 16 are due",
        "frame(5, read(), result(1, 2, 0.0)) | 1 x 2 scores, where 1 x 1 are due",
        "frame(5, read(), result(1, 1, 2.0)) | class 2.0 of 2",
        "frame(5, read(), result(1, 1, float('nan'))) | class NaN of 2",
        "frame(5, read(), result(1, 1, 0.5)) | class 0.5 of 2",
        "frame(3, read(), READY) | a READY frame in answer to PREDICT",
        "frame(0, read(), b'') | a frame of type 0, which there is not",
        "frame(99, read(), b'') | a frame of type 99, which there is not",
        "struct.pack('<IBQI', 0xffffffff, 5, read(), 0) | a frame of 4294967295 bytes, where at most",
        "struct.pack('<IBQI', 1 << 30, 5, read(), 0) | a frame of 1073741824 bytes, where at most",
        "frame(6, read(), b'[') | an error of a worker",
        "frame(6, read(), b'{}') | has no field 'type'",
        "frame(6, read(), b'[' * 1000000) | an error of a worker",
      })
  void anAnswerThatIsNotDueIsRefused(String answer, String message) {
    try (WorkerProcess worker = start("ready(); connection.sendall(%s)".formatted(answer))) {
      assertThatThrownBy(() -> predict(worker))
          .isInstanceOf(BrokenFrame.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void halfAnAnswerIsTheEndOfTheWorkerAndASilentOneIsLate() {
    try (WorkerProcess worker =
        start("ready(); connection.sendall(frame(5, read(), result(1, 1, 1.0))[:20])")) {
      assertThatThrownBy(() -> predict(worker)).isInstanceOf(EOFException.class);
    }
    try (WorkerProcess worker =
        start(
            "ready(); connection.sendall(frame(5, read(), result(1, 1, 1.0))[:9]); time.sleep(1000)")) {
      assertThatThrownBy(() -> predict(worker)).isInstanceOf(InterruptedByTimeoutException.class);
      assertThat(worker.alive()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pass | exited with code 0 (the process ended before it connected)",
        "ready(token=b'0' * 64) | exited with code 1",
        "ready(token=b'0') | exited with code 1",
        "ready(os.urandom(5)) | the worker closed its socket",
        "ready(frame(5, 0, b'')) | a RESULT frame in answer to LOAD",
        "ready(frame(3, 0, b'{}')) | has no field 'versions'",
        "ready(frame(3, 0, READY.replace(b'decimal', b'quaternion'))) | which is not known",
        "ready(struct.pack('<IBQI', 1 << 29, 3, 0, 0)) | a frame of 536870912 bytes, where at most",
      })
  void aWorkerThatDoesNotIntroduceItselfIsNoWorker(String program, String message) {
    assertThatThrownBy(() -> start(program).close())
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aWorkerThatNeverConnectsIsGivenUp() {
    assertThatThrownBy(() -> start("time.sleep(1000)", Duration.ofSeconds(1)).close())
        .hasMessageContaining("was not ready within 1 s");
  }

  private WorkerProcess start(String program) {
    return start(program, Duration.ofSeconds(30));
  }

  private WorkerProcess start(String program, Duration timeout) {
    remove();
    WorkerFolder made = WorkerFolder.create((PROGRAM + program).getBytes(StandardCharsets.UTF_8));
    folder = made;
    return WorkerProcess.start(
        new Launch(
            "hostile", "/usr/bin/python3", "{}".getBytes(StandardCharsets.UTF_8), 0, timeout),
        made);
  }

  private static Answer predict(WorkerProcess worker) throws IOException {
    return worker.predict(ByteBuffer.allocate(24), 1, System.nanoTime() + 2_000_000_000L);
  }
}
