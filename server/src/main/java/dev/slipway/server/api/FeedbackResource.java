package dev.slipway.server.api;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.json.JsonInput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Truths of earlier predictions: `{"id":"...","label":23}`, or a list of them. A list is taken whole or
/// not at all.
public final class FeedbackResource implements ApiResource {
  private static final int MOST = 100_000;
  private static final int LABEL_LIMIT = 1000;

  private final PredictionLog predictions;
  private final InstantSource clock;

  public FeedbackResource(PredictionLog predictions, InstantSource clock) {
    this.predictions = predictions;
    this.clock = clock;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.post("/feedback", this::accept);
  }

  /// @param accepted truths stored
  /// @param known how many of them name a prediction that is in the log; the others wait for theirs
  record Accepted(int accepted, int known) {}

  private Accepted accept(Call call) {
    List<Feedback> feedback = read(call.body(), clock.instant());
    return new Accepted(feedback.size(), predictions.appendFeedback(feedback));
  }

  static List<Feedback> read(byte[] body, Instant at) {
    JsonNode root;
    try {
      root = Json.mapper().readTree(body);
    } catch (JacksonException e) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST, "feedback is no JSON: " + JsonInput.mistake(e), e);
    }
    List<Feedback> feedback = new ArrayList<>();
    if (root.isArray()) {
      for (JsonNode item : root) {
        feedback.add(one(item, feedback.size(), at));
      }
    } else {
      feedback.add(one(root, 0, at));
    }
    if (feedback.size() > MOST) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "%d truths at once are too many: send up to %d".formatted(feedback.size(), MOST));
    }
    return feedback;
  }

  private static Feedback one(JsonNode item, int index, Instant at) {
    JsonNode id = item.path("id");
    JsonNode label = item.path("label");
    if (!id.isString() || id.asString().isBlank()) {
      throw Call.invalid(
          "feedback %d has no 'id': give the id that the prediction was answered with"
              .formatted(index));
    }
    if (!label.isString() && !label.isNumber() && !label.isBoolean()) {
      throw Call.invalid(
          "feedback %d (%s) has no 'label': give the true class or number"
              .formatted(index, id.asString()));
    }
    String text = label.asString();
    if (text.isBlank() || text.length() > LABEL_LIMIT) {
      throw Call.invalid("feedback %d (%s) has no usable label".formatted(index, id.asString()));
    }
    return new Feedback(id.asString(), text, at);
  }
}
