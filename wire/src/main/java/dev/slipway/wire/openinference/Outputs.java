package dev.slipway.wire.openinference;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import java.util.List;
import java.util.Optional;

/// The outputs that a model has under this protocol, named as scikit-learn's methods are: `predict`, and for
/// a classifier `predict_proba` or `decision_function`.
final class Outputs {
  static final String PREDICT = "predict";

  private Outputs() {}

  /// All of them, the first ones answered where a request names none.
  static List<String> of(Output output) {
    return switch (output) {
      case Output.Values _, Output.Label _ -> List.of(PREDICT);
      case Output.Probabilities _ -> List.of(PREDICT, "predict_proba");
      case Output.Decision _ -> List.of(PREDICT, "decision_function");
    };
  }

  /// The output that a name means: KServe's servers call their only one `output-0`.
  static String meant(String name) {
    return name.equals("output-0") ? PREDICT : name;
  }

  static List<String> usual(Output output) {
    return output instanceof Output.Decision ? List.of(PREDICT) : of(output);
  }

  static List<AskedOutput> require(Output output, List<AskedOutput> asked) {
    for (AskedOutput wanted : asked) {
      String name = wanted.name();
      if (!of(output).contains(meant(name))) {
        throw new SlipwayException(
            ErrorCode.INVALID_ARGUMENT,
            "the model has no output '%s'; it has %s"
                .formatted(name, String.join(", ", of(output))));
      }
    }
    return asked.isEmpty()
        ? usual(output).stream().map(name -> new AskedOutput(name, Optional.empty())).toList()
        : asked;
  }

  static Datatype datatype(Output output, String name) {
    if (!name.equals(PREDICT)) {
      return Datatype.FP64;
    }
    return classes(output).map(c -> Datatype.of(c.type())).orElse(Datatype.FP64);
  }

  /// The classes of a classifier.
  static Optional<Classes> classes(Output output) {
    return switch (output) {
      case Output.Values _ -> Optional.empty();
      case Output.Probabilities p -> Optional.of(p.classes());
      case Output.Decision d -> Optional.of(d.classes());
      case Output.Label l -> Optional.of(l.classes());
    };
  }

  /// How many elements a row has; 1 makes a tensor of one dimension.
  static int width(Output output, String name) {
    boolean scores = !name.equals(PREDICT) || output instanceof Output.Values;
    return scores ? output.width() : 1;
  }
}
