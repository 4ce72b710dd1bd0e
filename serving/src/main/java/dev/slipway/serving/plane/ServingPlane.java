package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Signature;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.DataPlane;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.RouteTable;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.serving.traffic.Refusals;
import dev.slipway.serving.traffic.TrafficBook;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.VersionSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The data plane: holds every live route, and opens a [Call] for each request.
///
/// Thread-safe. Requests read one immutable snapshot and share no lock; publishing loads what is new beside
/// it, swaps the snapshot by one volatile write, and lets go of the versions that no route names any more,
/// which are freed after their last request.
public final class ServingPlane implements DataPlane, AutoCloseable {
  /// The flag in the log of a request whose caller named the version: no evidence about a traffic split.
  public static final String PINNED = "pinned";

  private static final long QUIET_MILLIS = 1_000;
  private static final System.Logger LOG = System.getLogger(ServingPlane.class.getName());

  private final VersionSource versions;
  private final AliasLookup aliases;
  private final PredictionLog log;
  private final InstantSource clock;
  private final Limits limits;
  private final PredictionIds ids = new PredictionIds();
  private final TrafficBook traffic;
  private final Refusals refusals = new Refusals();
  private final Shadows shadows;
  private final Admission admission;
  private final QueueProbe probe;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Thread pageTurner;
  private volatile long idsASecondAgo;
  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private volatile State state = State.STARTING;

  private enum State {
    STARTING,
    READY,
    DRAINING
  }

  public ServingPlane(
      VersionSource versions,
      AliasLookup aliases,
      PredictionLog log,
      InstantSource clock,
      Limits limits) {
    this.versions = versions;
    this.aliases = aliases;
    this.log = log;
    this.clock = clock;
    this.limits = limits;
    this.traffic = new TrafficBook(clock.instant());
    this.shadows = new Shadows(limits, ids, log::append);
    this.admission = new Admission(limits, Admission.roomForBodies(limits));
    this.probe = QueueProbe.start(admission.shedding());
    this.pageTurner = Thread.ofVirtual().name("traffic").start(this::turnPages);
  }

  /// A plane that answers for one model that is loaded already, and is ready at once.
  public static ServingPlane single(
      String endpoint,
      LoadedVersion version,
      PredictionLog log,
      InstantSource clock,
      Limits limits) {
    ServingPlane plane =
        new ServingPlane(_ -> version, (_, _) -> Optional.empty(), log, clock, limits);
    Variant all = new Variant(version.id(), Variant.Role.PRIMARY, Route.WHOLE);
    plane.publish(new Route(endpoint, Environment.PRODUCTION, "", List.of(all)));
    plane.open();
    return plane;
  }

  @Override
  public synchronized void publish(Route route) {
    Snapshot before = snapshot;
    Map<VersionId, LoadedVersion> fresh = new LinkedHashMap<>();
    try {
      List<LiveVariant> variants = new ArrayList<>();
      for (Variant variant : route.variants()) {
        VersionId id = variant.version();
        LoadedVersion version = before.version(id).orElse(fresh.get(id));
        if (version == null) {
          version = versions.load(id);
          fresh.put(id, version);
        }
        variants.add(
            new LiveVariant(
                variant,
                version,
                traffic.counter(route.endpoint(), route.environment(), id, variant.role())));
      }
      snapshot = before.with(new LiveRoute(route, variants));
    } catch (RuntimeException e) {
      fresh.values().forEach(LoadedVersion::release);
      throw e;
    }
    letGo(before);
  }

  /// Stops answering for an endpoint. Requests under way finish; it is no error where none is answered.
  public synchronized void withdraw(String endpoint, Environment environment) {
    Snapshot before = snapshot;
    snapshot = before.without(endpoint, environment);
    letGo(before);
  }

  /// Releases the versions that no route names any more.
  private void letGo(Snapshot before) {
    Map<VersionId, LoadedVersion> still = snapshot.versions();
    before.versions().values().stream()
        .filter(version -> !still.containsKey(version.id()))
        .forEach(LoadedVersion::release);
  }

  /// Publishes stored routes and opens the plane. A route that cannot be published is left out, logged and
  /// returned with its error, and the others answer: one broken package does not silence the rest.
  public Map<Route, SlipwayException> restore(RouteTable routes) {
    Map<Route, SlipwayException> failed = new LinkedHashMap<>();
    for (Route route : routes.routes()) {
      try {
        publish(route);
      } catch (SlipwayException e) {
        LOG.log(System.Logger.Level.ERROR, "endpoint " + route.endpoint() + " cannot answer", e);
        failed.put(route, e);
      }
    }
    open();
    return failed;
  }

  private void open() {
    state = State.READY;
  }

  /// Whether requests should be sent here: false until the stored routes are loaded, from the moment the
  /// plane drains, and while no endpoint at all can answer.
  public boolean ready() {
    Collection<LiveRoute> routes = snapshot.all();
    return state == State.READY
        && (routes.isEmpty() || routes.stream().anyMatch(route -> Served.of(route).ready()));
  }

  /// Whether every endpoint can answer.
  public boolean allReady() {
    return state == State.READY
        && snapshot.all().stream().allMatch(route -> Served.of(route).ready());
  }

  /// Routes a request whose caller waits for as long as it takes.
  public Call open(Address address) {
    return open(address, Deadline.NONE);
  }

  /// Routes a request. `NOT_FOUND` for an unknown endpoint or version, `OVERLOADED` where requests come faster
  /// than they are answered.
  public Call open(Address address, Deadline deadline) {
    admission.requireUncrowded();
    inFlight.incrementAndGet();
    try {
      Instant now = clock.instant();
      String id = ids.next(now.toEpochMilli());
      while (true) {
        LiveRoute route = require(address.endpoint(), address.environment());
        Resolution to = Resolution.of(route, address, aliases, id);
        if (to.variant().version().acquire()) {
          return new Call(
              route,
              to.variant(),
              to.reason(),
              to.pinned(),
              id,
              now,
              limits,
              ids,
              admission,
              deadline,
              log::append,
              this::replied);
        }
      }
    } catch (RuntimeException e) {
      inFlight.decrementAndGet();
      throw e;
    }
  }

  private void replied(Call call) {
    inFlight.decrementAndGet();
    shadows.follow(call);
  }

  private LiveRoute require(String endpoint, Environment environment) {
    LiveRoute route = snapshot.find(endpoint, environment);
    if (route == null) {
      Collection<LiveRoute> there = snapshot.in(environment);
      String names =
          there.stream().map(r -> r.route().endpoint()).collect(Collectors.joining(", "));
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "no endpoint '%s' in %s; %s"
              .formatted(
                  endpoint,
                  environment.label(),
                  names.isEmpty() ? "none is released there yet" : "there are " + names));
    }
    return route;
  }

  /// What answers in an environment, by endpoint.
  public List<Served> served(Environment environment) {
    return snapshot.in(environment).stream().map(Served::of).toList();
  }

  public Served served(String endpoint, Environment environment) {
    return Served.of(require(endpoint, environment));
  }

  /// What a version that a route names takes and gives.
  public Optional<Signature> signature(VersionId version) {
    return snapshot.version(version).map(LoadedVersion::signature);
  }

  public Traffic traffic() {
    return traffic;
  }

  public TrafficBook book() {
    return traffic;
  }

  /// Counts the requests that reach no variant, by those who refuse them.
  public Refusals refusals() {
    return refusals;
  }

  public Limits limits() {
    return limits;
  }

  public Admission admission() {
    return admission;
  }

  public int inFlight() {
    return inFlight.get();
  }

  public long logDropped() {
    return log.dropped();
  }

  public long shadowsDropped() {
    return shadows.dropped();
  }

  /// Tells load balancers to send nothing more, while everything that comes is still answered.
  public void drain() {
    state = State.DRAINING;
  }

  public boolean draining() {
    return state == State.DRAINING;
  }

  /// Drains, and goes on answering until no request has come for a second, since load balancers learn late that
  /// they should send no more; not for longer than the limits allow, and not at all where nothing came just
  /// before.
  public void settle() {
    drain();
    long end = System.nanoTime() + limits.settling().toNanos();
    long seen = idsASecondAgo;
    while (ids.made() != seen && System.nanoTime() < end) {
      seen = ids.made();
      if (!pause(QUIET_MILLIS)) {
        return;
      }
    }
  }

  /// Drains, waits for requests that are under way even now, and frees every version. The log is its owner's to
  /// close.
  @Override
  public void close() {
    drain();
    pageTurner.interrupt();
    probe.close();
    long deadline = System.nanoTime() + limits.closing().toNanos();
    while (inFlight.get() > 0 && System.nanoTime() < deadline) {
      if (!pause(5)) {
        break;
      }
    }
    shadows.close();
    synchronized (this) {
      Snapshot last = snapshot;
      snapshot = Snapshot.EMPTY;
      last.versions().values().forEach(LoadedVersion::release);
    }
  }

  private void turnPages() {
    long made = 0;
    while (pause(1000 - clock.instant().toEpochMilli() % 1000)) {
      idsASecondAgo = made;
      made = ids.made();
      traffic.turnPage(clock.instant());
    }
  }

  private static boolean pause(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
