package dev.slipway.scoring.worker.process;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.worker.frame.BrokenFrame;
import dev.slipway.scoring.worker.frame.ScoresBody;

/// What a worker says to rows.
public sealed interface Answer {
  record Scores(ScoresBody body) implements Answer {}

  /// A Python exception.
  ///
  /// @param type the name of its class; empty where predict broke its contract and raised nothing
  /// @param text its own message
  /// @param where file and line in the model's code, or empty
  /// @param module that is missing, or empty
  /// @param stage what was being done: `load`, `signature`, `warm-up` or `predict`
  record Raised(String type, String text, String where, String module, String stage)
      implements Answer {
    private static final int LONGEST = 1_000;

    static Raised parse(byte[] json) throws BrokenFrame {
      try {
        Document error = Document.json(json, "an error of a worker");
        return new Raised(
            cut(error.field("type").text()),
            cut(error.field("text").text()),
            cut(error.field("where").text()),
            cut(error.field("module").text()),
            cut(error.field("stage").text()));
      } catch (SlipwayException e) {
        throw new BrokenFrame(e.getMessage());
      }
    }

    private static String cut(String text) {
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /// `ValueError: what it says`.
    public String summary() {
      return text.isEmpty() ? type : type.isEmpty() ? text : type + ": " + text;
    }

    /// The error of a model that cannot be brought up.
    SlipwayException atStart(Launch launch) {
      if (!module.isEmpty()) {
        return new SlipwayException(
            ErrorCode.ENVIRONMENT,
            "the Python model '%s' needs the module '%s', which %s does not have; install it there or choose another interpreter with --python"
                .formatted(launch.name(), module, launch.interpreter()));
      }
      String at = where.isEmpty() ? "" : " (" + where + ")";
      String next =
          switch (stage) {
            case "signature" -> "";
            case "warm-up" ->
                "; if it is the made-up row that does not suit the model, give one as \"example\" in predict.json";
            default -> "; correct the model";
          };
      return new SlipwayException(
          ErrorCode.CORRUPT_MODEL,
          "the Python model '%s' failed in its %s: %s%s%s"
              .formatted(launch.name(), stage, summary(), at, next));
    }
  }
}
