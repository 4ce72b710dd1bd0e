package dev.slipway.bench.figures;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/// Prints measurements on standard output: under a title and the machine, one line each, as the median with
/// the least, the greatest and the first value, and the target where there is one.
public final class Sheet {
  private final PrintStream out = System.out;

  public Sheet(String title) {
    out.println();
    out.println(title);
    out.println("  on " + machine());
  }

  public void line(String what, Spread spread, String unit) {
    out.printf("  %-44s %s%n", what, spread.in(unit));
  }

  public void line(String what, Spread spread, String unit, double target) {
    out.printf(
        "  %-44s %s; target under %s %s: %s%n",
        what, spread.in(unit), target, unit, spread.median() < target ? "met" : "MISSED");
  }

  public void note(String text) {
    out.println("  " + text);
  }

  private static String machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return "%d cores, %s %s, JDK %s, load %.1f"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            system.getName(),
            system.getArch(),
            Runtime.version(),
            system.getSystemLoadAverage());
  }
}
