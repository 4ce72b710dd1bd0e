package dev.slipway.store.prediction;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/// Makes threads that get what others leave of the processors, and about a tenth of one where they leave nothing.
///
/// On Linux, by `setpriority(2)` with a nice value of 10, which anybody may set and which holds there for the thread
/// alone; elsewhere they are ordinary threads. Java's own priorities do nothing on Linux.
final class LowPriority {
  private static final int NICE = 10;
  private static final int PRIO_PROCESS = 0;
  private static final int THIS_THREAD = 0;
  private static final System.Logger LOG = System.getLogger(LowPriority.class.getName());

  private LowPriority() {}

  static ThreadFactory threads(String name) {
    return task ->
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .unstarted(() -> {
              giveWay();
              task.run();
            });
  }

  private static void giveWay() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle setPriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
      int refused = (int) setPriority.invokeExact(PRIO_PROCESS, THIS_THREAD, NICE);
      if (refused != 0) {
        LOG.log(System.Logger.Level.DEBUG, "the system does not lower the priority of a thread");
      }
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.DEBUG, "the priority of a thread cannot be lowered", e);
    }
  }
}
