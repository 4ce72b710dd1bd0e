package dev.slipway.scoring.sklearn;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.Inspection.Verdict;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.PickleFile;
import dev.slipway.scoring.pickle.Trust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `inspect` says of a pickle: estimators, versions, every global it names, and a verdict.
final class PickleInspection {
  private PickleInspection() {}

  static Inspection of(String format, PickleFile pickle) {
    List<Inspection.Global> globals =
        pickle.globals().stream()
            .map(g -> new Inspection.Global(g.toString(), trust(Trust.of(g))))
            .toList();
    List<String> reasons = new ArrayList<>();
    Optional<Signature> signature = Optional.empty();
    Verdict verdict = Verdict.SUPPORTED;
    try {
      signature = Optional.of(SklearnFormat.compile(pickle).signature());
    } catch (SlipwayException e) {
      verdict = e.code() == ErrorCode.CORRUPT_MODEL ? Verdict.CORRUPT : Verdict.NEEDS_PYTHON_WORKER;
      reasons.add(e.getMessage());
    }
    List<String> dangerous =
        globals.stream()
            .filter(g -> g.trust() == Inspection.Trust.DANGEROUS)
            .map(Inspection.Global::name)
            .toList();
    if (!dangerous.isEmpty()) {
      verdict = Verdict.DANGEROUS;
      reasons.clear();
      reasons.add(
          "it names %s, which would run in a program that unpickles it; never load it in Python"
              .formatted(String.join(", ", dangerous)));
    }
    return new Inspection(
        format,
        versions(pickle),
        signature,
        Outline.of(pickle.root()),
        facts(pickle),
        globals,
        verdict,
        reasons);
  }

  private static Inspection.Trust trust(Trust trust) {
    return switch (trust) {
      case ALLOWED -> Inspection.Trust.ALLOWED;
      case UNKNOWN -> Inspection.Trust.UNKNOWN;
      case DANGEROUS -> Inspection.Trust.DANGEROUS;
    };
  }

  private static Map<String, String> versions(PickleFile pickle) {
    Map<String, String> versions = new LinkedHashMap<>();
    Estimator root = Estimator.of(pickle.root());
    if (root != null && !root.version().isEmpty()) {
      versions.put("scikit-learn", root.version());
    }
    versions.put("pickle protocol", String.valueOf(pickle.protocol()));
    return versions;
  }

  private static Map<String, String> facts(PickleFile pickle) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("bytes unpacked", String.valueOf(pickle.length()));
    Estimator last = Estimator.of(pickle.root());
    for (int i = 0; i < 8 && last != null && last.has("steps"); i++) {
      var steps = last.list("steps");
      last = steps.isEmpty() ? null : Estimator.of(Composition.second(steps.getLast()));
    }
    if (last == null) {
      return facts;
    }
    NumpyArray coefficients = NumpyArray.of(last.get("coef_"));
    if (coefficients != null) {
      facts.put("coefficients", String.valueOf(coefficients.size()));
    }
    if (last.has("estimators_")) {
      facts.put("estimators", String.valueOf(last.list("estimators_").size()));
    }
    if (last.has("_predictors")) {
      facts.put("iterations", String.valueOf(last.list("_predictors").size()));
    }
    return facts;
  }
}
