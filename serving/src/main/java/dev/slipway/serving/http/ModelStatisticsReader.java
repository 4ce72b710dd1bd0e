package dev.slipway.serving.http;

import dev.slipway.core.registry.VersionId;
import dev.slipway.serving.plane.Served;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.traffic.Totals;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.wire.openinference.ModelStatistics;
import java.util.List;
import java.util.function.ToLongFunction;

/// Sums what versions answered for an endpoint, in whichever role.
public final class ModelStatisticsReader {
  private final ServingPlane plane;

  public ModelStatisticsReader(ServingPlane plane) {
    this.plane = plane;
  }

  public List<ModelStatistics> of(Served served, List<LoadedVersion> versions) {
    List<Totals> totals =
        plane.book().totals().stream()
            .filter(t ->
                t.endpoint().equals(served.endpoint())
                    && t.environment() == served.route().environment())
            .toList();
    return versions.stream().map(v -> of(served.endpoint(), v.id(), totals)).toList();
  }

  private static ModelStatistics of(String endpoint, VersionId version, List<Totals> all) {
    List<Totals> totals = all.stream().filter(t -> t.version().equals(version)).toList();
    return new ModelStatistics(
        endpoint,
        version.number(),
        totals.stream().mapToLong(t -> t.work().lastMillis()).max().orElse(0),
        sum(totals, Totals::rows),
        sum(totals, Totals::answered),
        sum(totals, Totals::failures),
        sum(totals, t -> t.work().answeredNanos()),
        sum(totals, t -> t.work().failedNanos()),
        sum(totals, t -> t.work().decodeNanos()),
        sum(totals, t -> t.work().queueNanos()),
        sum(totals, t -> t.work().scoreNanos()));
  }

  private static long sum(List<Totals> totals, ToLongFunction<Totals> count) {
    return totals.stream().mapToLong(count).sum();
  }
}
