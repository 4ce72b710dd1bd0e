package dev.slipway.store.home;

import dev.slipway.core.content.Digest;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes to every store of a home, and prints the number of each round once all of it is acknowledged.
final class RoundWriter {
  private RoundWriter() {}

  public static void main(String[] arguments) {
    Home home = Home.open(Path.of(arguments[0]), InstantSource.system(), new PackageFolder());
    for (int round = home.registry().versions("late").size() + 1; ; round++) {
      write(home, round);
      System.out.println(round);
      System.out.flush();
    }
  }

  private static void write(Home home, int round) {
    Instant now = Instant.now();
    VersionId version =
        home.registry()
            .register(
                "late",
                Digest.of("package " + round),
                Optional.empty(),
                Map.of("round", Integer.toString(round)),
                "child",
                now)
            .id();
    home.registry().setAlias(version, "champion");
    home.routes()
        .write(
            new Route(
                "late",
                Environment.PRODUCTION,
                "salt",
                List.of(new Variant(version, Variant.Role.PRIMARY, Route.WHOLE))));
    home.auditLog().append(now, "child", "version.registered", version.toString(), "", Map.of());
    home.predictions()
        .append(
            new PredictionRecord(
                version.toString(),
                now,
                "late",
                Environment.PRODUCTION,
                version,
                Variant.Role.PRIMARY,
                List.of(1.5, "JFK"),
                new double[] {0.5},
                1,
                List.of(),
                Optional.empty()));
    home.predictions().appendFeedback(List.of(new Feedback(version.toString(), "yes", now)));
    home.predictions().flush();
  }
}
