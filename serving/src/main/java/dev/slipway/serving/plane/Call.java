package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Flag;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Rows;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.RecordedInputs;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.predict.ErrorReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request on its way: routed when it is opened, then [#answer], then either [#answered] or [#failed],
/// which count and log it, then [#close] once the reply is out. One thread at a time.
public final class Call implements AutoCloseable {
  private static final int IDS_IN_HEADER = 100;
  private static final System.Logger LOG = System.getLogger(Call.class.getName());

  private final LiveRoute route;
  private final LiveVariant variant;
  private final String reason;
  private final String id;
  private final Instant at;
  private final Limits limits;
  private final PredictionIds ids;
  private final Consumer<PredictionRecord> log;
  private final Consumer<Call> afterReply;
  private final @Nullable Admission admission;
  private final Workspace workspace;
  private final boolean pinned;
  private final long openedAt = System.nanoTime();

  private long readAt = openedAt;
  private long decodedAt = openedAt;
  private long waitedNanos;
  private long scoredAt = openedAt;
  private long moreIds = -1;
  private Deadline deadline;
  private @Nullable Cancellation cancellation;
  private long bodyRoom;
  private boolean admitted;
  private int requestRows;
  private int bodyLength;
  private boolean scored;
  private boolean ended;
  private RequestDecoder decoder = (_, _, _, _, _) -> 0;

  /// @param admission what takes the request on; null for a shadow, for which nobody waits
  Call(
      LiveRoute route,
      LiveVariant variant,
      String reason,
      boolean pinned,
      String id,
      Instant at,
      Limits limits,
      PredictionIds ids,
      @Nullable Admission admission,
      Deadline deadline,
      Consumer<PredictionRecord> log,
      Consumer<Call> afterReply) {
    this.route = route;
    this.variant = variant;
    this.reason = reason;
    this.pinned = pinned;
    this.id = id;
    this.at = at;
    this.limits = limits;
    this.ids = ids;
    this.admission = admission;
    this.deadline = deadline;
    this.log = log;
    this.afterReply = afterReply;
    this.workspace = variant.version().workspaces().take();
    variant.counter().begin();
  }

  /// Has scoring given up as soon as the caller does.
  public void heed(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  public LoadedVersion version() {
    return variant.version();
  }

  public String endpoint() {
    return route.route().endpoint();
  }

  public Environment environment() {
    return route.route().environment();
  }

  /// Why this version answers: `url`, `header`, `alias`, or `route` with its role.
  public String reason() {
    return reason;
  }

  public Workspace workspace() {
    return workspace;
  }

  /// How many rows the request has, good or not.
  public int requestRows() {
    return requestRows;
  }

  /// The prediction id of a row of the request.
  public String id(int row) {
    return row == 0 ? id : ids.text(at.toEpochMilli(), moreIds + row - 1);
  }

  /// Asks for the memory of a body that is being read; `OVERLOADED` where all bodies together have too much.
  public void requireBodyRoom(long bytes) {
    if (admission != null && bytes > bodyRoom) {
      admission.takeBodyRoom(bytes - bodyRoom);
      bodyRoom = bytes;
    }
  }

  /// The prediction ids of the first rows, separated by commas: as many as a header may well hold.
  public String ids() {
    StringBuilder all = new StringBuilder(id);
    for (int r = 1; r < Math.min(requestRows, IDS_IN_HEADER); r++) {
      all.append(',').append(id(r));
    }
    return all.toString();
  }

  /// Decodes the body that stands in the workspace and scores its good rows. Throws `MALFORMED_REQUEST` for
  /// what is no request at all, `INVALID_ROW` where no row is good, `OVERLOADED` where too many requests are
  /// being answered, and `DEADLINE_EXCEEDED` or `INTERRUPTED` where nobody waits any more when scoring would begin.
  public void answer(RequestDecoder decoder, int length) {
    this.decoder = decoder;
    this.bodyLength = length;
    this.readAt = System.nanoTime();
    if (admission != null) {
      requireInTime(readAt);
      admission.enter();
      admitted = true;
    }
    requestRows = decoder.decode(workspace.body(), length, version(), workspace, limits);
    decodedAt = System.nanoTime();
    if (admission != null) {
      if (decoder.timeoutMicros() > 0) {
        long nanos = TimeUnit.MICROSECONDS.toNanos(decoder.timeoutMicros());
        deadline = deadline.or(Deadline.after(openedAt, nanos), decodedAt);
      }
      requireInTime(decodedAt);
    }
    if (requestRows > 1 && moreIds < 0) {
      moreIds = ids.reserve(requestRows - 1);
    }
    if (workspace.rows().size() == 0) {
      throw invalid();
    }
    score();
  }

  private void requireInTime(long now) {
    if (deadline.passed(now)) {
      throw new SlipwayException(
          ErrorCode.DEADLINE_EXCEEDED,
          "the deadline passed before scoring began, %d ms after the request came; allow more time or send fewer rows"
              .formatted(TimeUnit.NANOSECONDS.toMillis(now - openedAt)));
    }
  }

  /// The error that refuses the whole request for its faulty rows.
  public SlipwayException invalid() {
    InputFaults faults = workspace.faults();
    return new SlipwayException(
        ErrorCode.INVALID_ROW, ErrorReply.summary(faults.kept(), faults.count()));
  }

  private void score() {
    Rows rows = workspace.rows();
    double[] scores = workspace.scores();
    try {
      waitedNanos =
          cancellation == null
              ? version().scorer().score(rows, scores, deadline)
              : cancellation.during(() -> version().scorer().score(rows, scores, deadline));
    } catch (SlipwayException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      logFailure(e);
      throw new SlipwayException(
          ErrorCode.INTERNAL,
          "%s failed on this request; the server's log has the cause".formatted(version().id()),
          e);
    }
    int width = version().signature().output().width();
    for (int i = 0; i < rows.size() * width; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new SlipwayException(
            ErrorCode.INTERNAL,
            "%s gave %s instead of a number".formatted(version().id(), scores[i]));
      }
    }
    scoredAt = System.nanoTime();
    version().expectations().flag(rows, at, workspace.flags());
    scored = true;
  }

  /// Without the cause where inputs are withheld, since its message may hold one of them.
  private void logFailure(Throwable cause) {
    String what = version().id() + " failed to score a request";
    if (version().recorded().withholds()) {
      LOG.log(System.Logger.Level.ERROR, what + ": " + cause.getClass().getName());
    } else {
      LOG.log(System.Logger.Level.ERROR, what, cause);
    }
  }

  /// Counts and logs a request whose reply is ready.
  public void answered() {
    ended = true;
    long nanos = System.nanoTime() - readAt;
    variant
        .counter()
        .answered(
            workspace.rows().size(),
            at.toEpochMilli(),
            nanos,
            decodedAt - readAt,
            waitedNanos,
            scoredAt - decodedAt - waitedNanos);
    logRows(nanos, Optional.empty());
  }

  /// Counts and logs a request that gets an error. What is no request at all is counted and not logged; nor is
  /// one that was turned away for the load, which says nothing about the version.
  public void failed(ErrorCode code) {
    ended = true;
    long nanos = System.nanoTime() - readAt;
    variant.counter().failed(code, nanos);
    if (code == ErrorCode.INVALID_ROW
        || (code.fault() != Fault.CALLER && code != ErrorCode.OVERLOADED)) {
      logRows(nanos, Optional.of(code.name()));
    }
  }

  private void logRows(long nanos, Optional<String> error) {
    Rows rows = workspace.rows();
    InputFaults faults = workspace.faults();
    int width = version().signature().output().width();
    int slot = 0;
    for (int r = 0; r < requestRows; r++) {
      String id = id(r);
      if (slot == rows.size() || (!faults.isEmpty() && faults.has(r))) {
        record(id, List.of(), new double[0], nanos, List.of(), Optional.of("INVALID_ROW"));
        continue;
      }
      boolean good = scored && error.isEmpty();
      double[] scores =
          good
              ? java.util.Arrays.copyOfRange(workspace.scores(), slot * width, (slot + 1) * width)
              : new double[0];
      List<String> flags = good ? flagIds(workspace.flags().get(slot)) : List.of();
      record(id, inputs(id, slot), scores, nanos, flags, error);
      slot++;
    }
  }

  private List<@Nullable Object> inputs(String id, int slot) {
    RecordedInputs recorded = version().recorded();
    return recorded.samples(id) ? recorded.of(new LoggedRow(workspace.rows(), slot)) : List.of();
  }

  private void record(
      String id,
      List<@org.jspecify.annotations.Nullable Object> inputs,
      double[] scores,
      long nanos,
      List<String> flags,
      Optional<String> error) {
    log.accept(
        new PredictionRecord(
            id,
            at,
            route.route().endpoint(),
            route.route().environment(),
            version().id(),
            variant.variant().role(),
            inputs,
            scores,
            nanos,
            pinned ? withPinned(flags) : flags,
            error));
  }

  private static List<String> flagIds(List<Flag> flags) {
    return flags.isEmpty() ? List.of() : flags.stream().map(Flag::id).toList();
  }

  private static List<String> withPinned(List<String> flags) {
    List<String> all = new java.util.ArrayList<>(flags);
    all.add(ServingPlane.PINNED);
    return List.copyOf(all);
  }

  /// Gives the rows the ids that they have in another call for the same request.
  void takeIdsOf(Call other) {
    moreIds = other.moreIds;
  }

  LiveRoute route() {
    return route;
  }

  LiveVariant variant() {
    return variant;
  }

  Instant at() {
    return at;
  }

  String firstId() {
    return id;
  }

  RequestDecoder decoder() {
    return decoder;
  }

  int bodyLength() {
    return bodyLength;
  }

  /// Whether the model gave its scores, so that the times below stand.
  public boolean wasScored() {
    return scored;
  }

  /// When the request was read, by [System#nanoTime].
  public long decodedNanos() {
    return decodedAt;
  }

  public long scoredNanos() {
    return scoredAt;
  }

  /// Lets go of the version without having asked it anything.
  void abandon() {
    variant.counter().cancel();
    letGo();
  }

  /// Lets go of the version and hands the request to the shadows.
  @Override
  public void close() {
    if (!ended) {
      failed(ErrorCode.INTERNAL);
    }
    afterReply.accept(this);
    letGo();
  }

  private void letGo() {
    if (admission != null) {
      admission.giveBodyRoom(bodyRoom);
      if (admitted) {
        admission.leave();
      }
    }
    variant.version().workspaces().giveBack(workspace);
    variant.version().release();
  }
}
