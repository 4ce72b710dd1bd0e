package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFault;
import dev.slipway.serving.plane.Address;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.mlflowscoring.ScoringError;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;

/// `POST /invocations` of MLflow's scoring server and of SageMaker's containers, which know one model: here
/// the endpoint that the header `Slipway-Endpoint` or `X-Amzn-SageMaker-Target-Model` names, or the only
/// one there is. Bodies of the Open Inference Protocol are read too, as Triton's clients send them to SageMaker.
final class InvocationsProtocol implements Protocol {
  private static final HeaderName ENDPOINT = HeaderNames.create("Slipway-Endpoint");
  private static final HeaderName TARGET = HeaderNames.create("X-Amzn-SageMaker-Target-Model");

  /// The content type of Triton's requests on SageMaker, and the parameter that says how much of one is JSON.
  static final String TRITON = "application/vnd.sagemaker-triton.binary+json";

  static final String JSON_SIZE = "json-header-size=";

  private final ServingPlane plane;
  private final boolean inPath;

  /// @param inPath whether the URL names the model, as SageMaker's servers of many models have it
  InvocationsProtocol(ServingPlane plane, boolean inPath) {
    this.plane = plane;
    this.inPath = inPath;
  }

  @Override
  public Address address(ServerRequest request) {
    if (inPath) {
      return Asked.of(request, request.path().pathParameters().get("model"), null);
    }
    String named = Asked.header(request, ENDPOINT);
    if (named == null) {
      named = Asked.header(request, TARGET);
    }
    return Asked.of(request, named == null ? Asked.onlyEndpoint(request, plane) : named, null);
  }

  @Override
  public Exchange exchange(ServerRequest request) {
    String type = Asked.header(request, HeaderNames.CONTENT_TYPE);
    String plain = type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
    if (plain.startsWith(TRITON) || plain.equals("application/octet-stream")) {
      return Inference.overSageMaker(jsonLength(plain));
    }
    return Scoring.of(
        form(plain), Scoring.Form.accepted(Asked.header(request, HeaderNames.ACCEPT)));
  }

  private static int jsonLength(String type) {
    for (String part : type.split(";", -1)) {
      if (part.startsWith(JSON_SIZE)) {
        return OpenInferenceProtocol.parse("json-header-size", part.substring(JSON_SIZE.length()));
      }
    }
    return -1;
  }

  private static Scoring.Form form(String type) {
    String[] parts = type.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].startsWith("charset=") && !parts[i].replace("\"", "").equals("charset=utf-8")) {
        throw new SlipwayException(
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            "The scoring server only supports the charset utf-8, got '%s'".formatted(parts[i]));
      }
    }
    return switch (parts[0]) {
      case "application/json" -> Scoring.Form.JSON;
      case "text/csv" -> Scoring.Form.CSV;
      case "application/jsonlines", "application/x-ndjson" -> Scoring.Form.JSON_LINES;
      default ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "This predictor only supports the following content types: application/json, text/csv, application/jsonlines. Got '%s'."
                  .formatted(parts[0]));
    };
  }

  @Override
  public void error(JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    ScoringError.write(out, code, message, faults);
  }

  /// MLflow answers every mistake in a request's content with 400.
  @Override
  public int status(ErrorCode code) {
    return code.fault() == Fault.CALLER && code.httpStatus() == 422 ? 400 : code.httpStatus();
  }

  @Override
  public boolean idsInHeader() {
    return true;
  }
}
