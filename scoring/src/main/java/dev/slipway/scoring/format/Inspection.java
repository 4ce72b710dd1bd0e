package dev.slipway.scoring.format;

import dev.slipway.core.model.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is inside a model file, found without running it.
///
/// @param format as in [ModelFormat#name()], or `unknown`
/// @param versions the libraries that wrote it, such as `scikit-learn` to `1.2.1`
/// @param signature inputs and output, where they are known
/// @param outline the estimator tree, one line a node, indented by two spaces a level
/// @param facts numbers about it, such as `trees`, `depth`, `coefficients`, in reading order
/// @param globals every Python global that a pickle names
/// @param reasons what stands behind a verdict other than `SUPPORTED`
public record Inspection(
    String format,
    Map<String, String> versions,
    Optional<Signature> signature,
    List<String> outline,
    Map<String, String> facts,
    List<Global> globals,
    Verdict verdict,
    List<String> reasons) {

  public Inspection {
    versions = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(versions));
    outline = List.copyOf(outline);
    facts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(facts));
    globals = List.copyOf(globals);
    reasons = List.copyOf(reasons);
  }

  /// A Python global that a pickle refers to, such as `sklearn.svm._classes.SVC`.
  public record Global(String name, Trust trust) {}

  /// What the allow-list says of a global.
  public enum Trust {
    ALLOWED,
    UNKNOWN,
    DANGEROUS
  }

  /// What can be done with the file.
  public enum Verdict {
    SUPPORTED,
    NEEDS_PYTHON_WORKER,
    DANGEROUS,
    CORRUPT
  }

  /// A model that is not scored here, and why.
  public static Inspection refused(String format, Verdict verdict, String reason) {
    return new Inspection(
        format,
        Map.of(),
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of(),
        verdict,
        List.of(reason));
  }
}
