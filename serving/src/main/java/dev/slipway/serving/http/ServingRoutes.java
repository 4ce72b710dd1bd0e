package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.docs.DocsRoutes;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.ModelRepository;
import dev.slipway.serving.traffic.Refusals;
import dev.slipway.wire.mlflowscoring.ScoringError;
import dev.slipway.wire.predict.ErrorReply;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Puts the data plane's paths on a server, beside whatever else it answers.
public final class ServingRoutes {
  private static final Pattern PREDICTION = Pattern.compile("/predict/[^/]+(?:/versions/[^/]+)?");

  private final ServingPlane plane;
  private final ServerIdentity identity;
  private final ModelRepository repository;
  private final List<Measure> measures;

  public ServingRoutes(ServingPlane plane, ServerIdentity identity, ModelRepository repository) {
    this(plane, identity, repository, List.of());
  }

  /// @param measures shown among the metrics
  public ServingRoutes(
      ServingPlane plane,
      ServerIdentity identity,
      ModelRepository repository,
      List<Measure> measures) {
    this.plane = plane;
    this.identity = identity;
    this.repository = repository;
    this.measures = List.copyOf(measures);
  }

  public void register(HttpRouting.Builder routing) {
    routing.route(
        Method.POST, new EndpointPath(), new PredictionHandler(plane, new PlainProtocol(false)));
    routing.post(
        "/predict/{endpoint}/versions/{version}",
        new PredictionHandler(plane, new PlainProtocol(true)));
    new DocsRoutes(plane).register(routing);
    routing.any("/predict/*", plain(plane.refusals()).over(ServingRoutes::notSo));
    routing.post(
        "/invocations", new PredictionHandler(plane, new InvocationsProtocol(plane, false)));
    routing.any(
        "/invocations",
        new Guard(
                plane.refusals(),
                (out, code, message) -> ScoringError.write(out, code, message, List.of()))
            .refusing(ErrorCode.METHOD_NOT_ALLOWED, "ask for predictions with POST /invocations"));
    routing.get("/metrics", this::metrics);
    new OpenInferenceRoutes(plane, identity, repository).register(routing);
    new KserveRoutes(plane).register(routing);
    new HealthRoutes(plane, identity.version()).register(routing);
  }

  /// Answers every path that nothing else does, on a server that has no pages. To be called last.
  public static void registerMissing(HttpRouting.Builder routing, Refusals refusals) {
    routing.any(
        plain(refusals)
            .over((request, _) -> {
              throw new SlipwayException(
                  ErrorCode.NOT_FOUND,
                  "there is nothing at %s; ask for a prediction with POST /predict/ENDPOINT"
                      .formatted(request.path().path()));
            }));
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    MetricsFormat format = MetricsFormat.accepted(Asked.header(request, HeaderNames.ACCEPT));
    response
        .header(format.header())
        .send(MetricsText.of(plane, measures, format).getBytes(StandardCharsets.UTF_8));
  }

  /// Answers what looks like a prediction and is none.
  private static void notSo(ServerRequest request, ServerResponse response) {
    boolean path = PREDICTION.matcher(request.path().path()).matches();
    throw new SlipwayException(
        path ? ErrorCode.METHOD_NOT_ALLOWED : ErrorCode.NOT_FOUND,
        "ask for a prediction with POST /predict/ENDPOINT and a JSON object of named features");
  }

  private static Guard plain(Refusals refusals) {
    return new Guard(
        refusals, (out, code, message) -> ErrorReply.write(out, code, message, List.of()));
  }
}
