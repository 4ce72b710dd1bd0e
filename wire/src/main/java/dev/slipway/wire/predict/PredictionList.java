package dev.slipway.wire.predict;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.wire.json.JsonBuffer;

/// Writes predictions and nothing else, one a row: `{"predictions":[…]}`, as several protocols answer, or a
/// line a row. A method that the model does not have is `INVALID_ARGUMENT`.
public final class PredictionList {
  private PredictionList() {}

  public static void json(JsonBuffer out, Output output, Method method, double[] scores, int rows) {
    require(output, method);
    out.raw("{\"predictions\":[");
    for (int r = 0; r < rows; r++) {
      if (r > 0) {
        out.raw(',');
      }
      row(out, output, method, scores, r * output.width());
    }
    out.raw("]}");
  }

  /// Writes a line a row, without a header: SageMaker's batch jobs join them with the lines they sent.
  public static void csv(JsonBuffer out, Output output, Method method, double[] scores, int rows) {
    require(output, method);
    boolean classes = method == Method.PREDICT && !(output instanceof Output.Values);
    for (int r = 0; r < rows; r++) {
      int at = r * output.width();
      if (classes) {
        out.text(cell(label(output, scores, at)));
      } else {
        for (int i = 0; i < output.width(); i++) {
          out.raw(i == 0 ? "" : ",").number(scores[at + i]);
        }
      }
      out.raw('\n');
    }
  }

  private static String label(Output output, double[] scores, int at) {
    int index = Predictions.classIndex(output, scores, at);
    return switch (output) {
      case Output.Values _ -> throw new IllegalArgumentException("a regression predicts no class");
      case Output.Probabilities p -> p.classes().label(index);
      case Output.Decision d -> d.classes().label(index);
      case Output.Label l -> l.classes().label(index);
    };
  }

  private static String cell(String text) {
    boolean special = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /// Writes a JSON value a line.
  public static void jsonLines(
      JsonBuffer out, Output output, Method method, double[] scores, int rows) {
    require(output, method);
    for (int r = 0; r < rows; r++) {
      row(out.raw("{\"prediction\":"), output, method, scores, r * output.width());
      out.raw("}\n");
    }
  }

  private static void require(Output output, Method method) {
    boolean has =
        switch (method) {
          case PREDICT -> true;
          case PREDICT_PROBA -> output instanceof Output.Probabilities;
          case DECISION_FUNCTION -> output instanceof Output.Decision;
        };
    if (!has) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          method == Method.PREDICT_PROBA
              ? "the model has no probabilities; leave params.method out or say 'predict'"
              : "the model has no decision function; leave params.method out or say 'predict'");
    }
  }

  private static void row(JsonBuffer out, Output output, Method method, double[] scores, int at) {
    switch (output) {
      case Output.Values v -> values(out, scores, at, v.width());
      case Output.Probabilities p -> {
        if (method == Method.PREDICT_PROBA) {
          list(out, scores, at, p.width());
        } else {
          ClassLabel.write(out, p.classes(), Predictions.classIndex(p, scores, at));
        }
      }
      case Output.Decision d -> {
        if (method == Method.DECISION_FUNCTION) {
          values(out, scores, at, d.width());
        } else {
          ClassLabel.write(out, d.classes(), Predictions.classIndex(d, scores, at));
        }
      }
      case Output.Label l ->
          ClassLabel.write(out, l.classes(), Predictions.classIndex(l, scores, at));
    }
  }

  private static void values(JsonBuffer out, double[] scores, int at, int width) {
    if (width == 1) {
      out.number(scores[at]);
    } else {
      list(out, scores, at, width);
    }
  }

  private static void list(JsonBuffer out, double[] scores, int at, int width) {
    for (int i = 0; i < width; i++) {
      out.raw(i == 0 ? '[' : ',').number(scores[at + i]);
    }
    out.raw(']');
  }
}
