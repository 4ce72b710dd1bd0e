package dev.slipway.serving.http;

import dev.slipway.core.model.Output;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.mlflowscoring.ScoringRequest;
import dev.slipway.wire.mlflowscoring.ScoringTable;
import dev.slipway.wire.predict.Method;
import dev.slipway.wire.predict.PredictionList;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One exchange of `/invocations`, read in one form and answered in another.
final class Scoring implements Protocol.Exchange {
  /// How rows or predictions are written.
  enum Form {
    JSON("application/json"),
    CSV("text/csv"),
    JSON_LINES("application/jsonlines");

    private final String type;
    private final Header header;

    Form(String type) {
      this.type = type;
      this.header = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type);
    }

    /// The first form that the caller takes; JSON where it names none of them.
    static Form accepted(@Nullable String accept) {
      if (accept != null) {
        for (String choice : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
          String wanted = choice.split(";", 2)[0].trim();
          for (Form form : values()) {
            if (form.type.equals(wanted)) {
              return form;
            }
          }
        }
      }
      return JSON;
    }
  }

  private final Form request;
  private final Form reply;
  private Method method = Method.PREDICT;

  private Scoring(Form request, Form reply) {
    this.request = request;
    this.reply = reply;
  }

  static Scoring of(Form request, Form reply) {
    return new Scoring(request, reply);
  }

  @Override
  public int decode(
      byte[] body, int length, LoadedVersion version, Workspace workspace, Limits limits) {
    return switch (request) {
      case JSON -> {
        ScoringRequest read = ScoringRequest.read(body, length, version.reader());
        method = read.method();
        yield read.fill(workspace.rows(), workspace.faults(), limits.maxRows());
      }
      case CSV ->
          ScoringTable.csv(
              body,
              length,
              version.reader(),
              workspace.rows(),
              workspace.faults(),
              limits.maxRows());
      case JSON_LINES ->
          ScoringTable.jsonLines(
              body,
              length,
              version.reader(),
              workspace.rows(),
              workspace.faults(),
              limits.maxRows());
    };
  }

  @Override
  public void reply(Call call, JsonBuffer out) {
    Output output = call.version().signature().output();
    double[] scores = call.workspace().scores();
    int rows = call.requestRows();
    switch (reply) {
      case JSON -> PredictionList.json(out, output, method, scores, rows);
      case CSV -> PredictionList.csv(out, output, method, scores, rows);
      case JSON_LINES -> PredictionList.jsonLines(out, output, method, scores, rows);
    }
  }

  @Override
  public void describe(ServerResponse response) {
    response.header(reply.header);
  }
}
