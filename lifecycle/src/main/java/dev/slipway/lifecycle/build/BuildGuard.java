package dev.slipway.lifecycle.build;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Held for the time of a build: keeps other builds of the project out, and lets the end of the JVM
/// (Ctrl-C) interrupt the build and wait a moment until it has cleaned up.
final class BuildGuard implements AutoCloseable {
  private static final int CLEANUP_SECONDS = 5;

  private final FileChannel channel;
  private final FileLock lock;
  private final CountDownLatch left = new CountDownLatch(1);
  private final Thread hook;

  private BuildGuard(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
    Thread building = Thread.currentThread();
    this.hook =
        new Thread(() -> {
          building.interrupt();
          try {
            left.await(CLEANUP_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static BuildGuard enter(ProjectDisk disk) {
    try {
      FileChannel channel =
          FileChannel.open(
              disk.own("building"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return new BuildGuard(channel, lock);
        }
      } catch (OverlappingFileLockException _) {
        // Held by another build of this JVM; refused below like any other.
      }
      channel.close();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "the project's folder cannot be written (%s)".formatted(e.getMessage()),
          e);
    }
    throw new SlipwayException(
        ErrorCode.CONFLICT, "another build of this project is running; wait for it to end");
  }

  @Override
  public void close() {
    left.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is ending already.
    }
    try {
      if (lock.isValid()) {
        lock.release();
      }
      channel.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest.
    }
  }
}
