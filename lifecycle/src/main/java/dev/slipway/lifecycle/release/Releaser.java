package dev.slipway.lifecycle.release;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.DataPlane;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Starts releases, takes their decisions into effect, and takes releases back. Thread-safe: one change
/// at a time, under one lock, so that a decision never crosses a rollback by hand.
///
/// Every change goes the same way: the change log, then the stored release, then the data plane, then the
/// stored route. A crash between any two leaves a history from which [#reconcile()] derives the rest,
/// because the route is a function of the stored releases (see [Standing]).
public final class Releaser {
  /// The alias of the version that production answers with.
  public static final String CHAMPION = "champion";

  private static final int HISTORY = 1000;

  private final Registry registry;
  private final Releases releases;
  private final Routes routes;
  private final DataPlane dataPlane;
  private final AuditLog audit;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  public Releaser(
      Registry registry,
      Releases releases,
      Routes routes,
      DataPlane dataPlane,
      AuditLog audit,
      InstantSource clock) {
    this.registry = registry;
    this.releases = releases;
    this.routes = routes;
    this.dataPlane = dataPlane;
    this.audit = audit;
    this.clock = clock;
  }

  /// Brings a version to an endpoint. The data plane loads it and replays its golden rows first; a version
  /// that fails them comes back as `ROLLED_BACK` and has answered nobody. Throws `CONFLICT` where the
  /// environment's demands are not met or another release runs, saying what to do.
  public Release start(
      VersionId candidate, String endpoint, Environment environment, ReleasePlan plan, String by) {
    lock.lock();
    try {
      ModelVersion version = admitted(candidate, endpoint, environment);
      Instant now = standing(endpoint, environment).later(clock.instant());
      Release release =
          new Release(
              "rel-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12),
              endpoint,
              environment,
              version.id(),
              standing(endpoint, environment).answering(),
              plan,
              Release.State.RUNNING,
              0,
              now,
              now,
              by,
              List.of());
      releases.save(release);
      record(now, by, "release.started", release, "release to " + environment.label(), Map.of());
      return bringUp(release);
    } finally {
      lock.unlock();
    }
  }

  /// Takes a decision of the release loop into effect, unless the release has ended since or reached
  /// another step than the decision was made for.
  public Release apply(Release seen, Decision decision) {
    lock.lock();
    try {
      Release release = found(seen.id());
      return release.running() && release.step() == seen.step()
          ? take(release, decision, "release-loop")
          : release;
    } finally {
      lock.unlock();
    }
  }

  /// Goes back at once: ends the release that runs or, where none does, takes back the last one that was
  /// promoted, so that the version before it answers again.
  public Release rollback(String endpoint, Environment environment, String by, String reason) {
    lock.lock();
    try {
      Standing standing = standing(endpoint, environment);
      Release newest =
          standing
              .release()
              .orElseThrow(() ->
                  new SlipwayException(
                      ErrorCode.NOT_FOUND,
                      "endpoint %s answers nothing in %s: there is nothing to roll back"
                          .formatted(endpoint, environment.label())));
      Decision decision = new Decision(Decision.Action.ROLL_BACK, reason, Map.of());
      if (without(newest, standing).release().isEmpty()) {
        throw new SlipwayException(
            ErrorCode.CONFLICT,
            "%s is the only version that %s ever answered with in %s: release another instead"
                .formatted(newest.candidate(), endpoint, environment.label()));
      }
      return take(newest, decision, by);
    } finally {
      lock.unlock();
    }
  }

  /// Makes the data plane and the stored routes agree with the stored releases: to be called once after a
  /// start, and safe at any time. Returns, by endpoint, what could not be brought up; the others are up.
  public Map<String, String> reconcile() {
    lock.lock();
    try {
      Map<String, String> failures = new LinkedHashMap<>();
      for (Release release : releases.running()) {
        attempt(release.endpoint(), failures, () -> resume(release));
      }
      for (Route stored : routes.read().routes()) {
        Route wanted = standing(stored.endpoint(), stored.environment()).route().orElse(stored);
        attempt(stored.endpoint(), failures, () -> point(wanted));
      }
      return failures;
    } finally {
      lock.unlock();
    }
  }

  private static void attempt(String endpoint, Map<String, String> failures, Runnable step) {
    try {
      step.run();
    } catch (SlipwayException e) {
      failures.put(endpoint, e.getMessage());
    }
  }

  private void resume(Release release) {
    boolean pointed =
        routes
            .read()
            .find(release.endpoint(), release.environment())
            .equals(java.util.Optional.of(Standing.route(release)));
    if (!pointed || !Standing.dividesTraffic(release)) {
      bringUp(release);
    }
  }

  private Release bringUp(Release release) {
    try {
      point(Standing.route(release));
    } catch (SlipwayException e) {
      String reason = "%s did not come up: %s".formatted(release.candidate(), e.getMessage());
      return take(release, new Decision(Decision.Action.ROLL_BACK, reason, Map.of()), "smoke-test");
    }
    if (Standing.dividesTraffic(release)) {
      Release stepping = release.steppingSince(clock.instant());
      releases.save(stepping);
      return stepping;
    }
    String reason =
        release.baseline().isPresent()
            ? "golden rows replayed; the plan switches at once"
            : "golden rows replayed; the first version here has nothing to be compared with";
    return take(release, new Decision(Decision.Action.PROMOTE, reason, Map.of()), "smoke-test");
  }

  private Release take(Release release, Decision decision, String actor) {
    Instant now = clock.instant();
    Release after = release.after(decision, now);
    switch (decision.action()) {
      case HOLD -> {
        if (!sameHold(release, decision)) {
          releases.save(after);
        }
        return after;
      }
      case ADVANCE -> {
        Map<String, Double> numbers = decision.numbers();
        record(now, actor, "release.advanced", after, decision.reason(), numbers);
        releases.save(after);
        return bringUp(after);
      }
      case PROMOTE -> {
        record(now, actor, "release.promoted", after, decision.reason(), decision.numbers());
        crown(after, after.candidate(), actor);
        releases.save(after);
        point(Standing.route(after));
      }
      case ROLL_BACK -> takeBack(after, decision, actor, "release.rolled-back");
      case GIVE_UP -> takeBack(after, decision, actor, "release.inconclusive");
    }
    return after;
  }

  private void takeBack(Release after, Decision decision, String actor, String action) {
    record(clock.instant(), actor, action, after, decision.reason(), decision.numbers());
    Standing rest = without(after, standing(after.endpoint(), after.environment()));
    rest.answering().ifPresent(version -> crown(after, version, actor));
    releases.save(after);
    rest.route().ifPresent(this::point);
  }

  /// Gives the champion's alias to the version that production answers with from now on.
  private void crown(Release release, VersionId version, String actor) {
    if (release.environment() != Environment.PRODUCTION) {
      return;
    }
    String before =
        registry.findByAlias(version.model(), CHAMPION).map(v -> v.id().toString()).orElse("none");
    if (!before.equals(version.toString())) {
      audit.append(
          clock.instant(),
          actor,
          "alias.set",
          version.toString(),
          "answers production at " + release.endpoint(),
          Map.of("alias", CHAMPION, "before", before, "release", release.id()));
      registry.setAlias(version, CHAMPION);
    }
  }

  private void point(Route route) {
    dataPlane.publish(route);
    routes.write(route);
  }

  private void record(
      Instant at,
      String actor,
      String action,
      Release release,
      String reason,
      Map<String, Double> numbers) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("release", release.id());
    details.put("endpoint", release.endpoint());
    details.put("environment", release.environment().label());
    details.put("step", Integer.toString(release.step()));
    release.baseline().ifPresent(baseline -> details.put("baseline", baseline.toString()));
    numbers.forEach((name, value) -> details.put(name, value.toString()));
    audit.append(at, actor, action, release.candidate().toString(), reason, details);
  }

  private ModelVersion admitted(VersionId candidate, String endpoint, Environment environment) {
    EndpointName.require(endpoint);
    ModelVersion version =
        registry
            .find(candidate)
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "there is no version %s: push its package first".formatted(candidate)));
    if (standing(endpoint, environment).answering().equals(java.util.Optional.of(candidate))) {
      throw new SlipwayException(
          ErrorCode.CONFLICT,
          "%s already answers at %s in %s".formatted(candidate, endpoint, environment.label()));
    }
    for (Demand demand : Demand.of(environment, releases)) {
      demand
          .refusal(version, endpoint)
          .ifPresent(refusal -> {
            throw new SlipwayException(ErrorCode.CONFLICT, refusal);
          });
    }
    return version;
  }

  private static boolean sameHold(Release release, Decision decision) {
    return !release.decisions().isEmpty()
        && release.decisions().getLast().decision().action() == Decision.Action.HOLD
        && release.decisions().getLast().decision().reason().equals(decision.reason());
  }

  private Standing standing(String endpoint, Environment environment) {
    return new Standing(releases.of(endpoint, environment, HISTORY));
  }

  private static Standing without(Release release, Standing standing) {
    return new Standing(
        standing.history().stream().filter(r -> !r.id().equals(release.id())).toList());
  }

  private Release found(String id) {
    return releases
        .find(id)
        .orElseThrow(() -> new SlipwayException(ErrorCode.NOT_FOUND, "there is no release " + id));
  }
}
