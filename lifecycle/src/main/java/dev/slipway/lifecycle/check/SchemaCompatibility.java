package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who calls the champion can call this model: no input became required, none changed between number and
/// text, and the answer has the same shape.
final class SchemaCompatibility implements Rule {
  @Override
  public List<CheckResult> apply(Candidate candidate) {
    if (candidate.champion().isEmpty()) {
      return List.of();
    }
    Candidate.Champion champion = candidate.champion().get();
    List<List<String>> table =
        breaks(champion.contents().signature(), candidate.contents().signature());
    return List.of(
        new CheckResult(
            "schema-compatibility",
            table.isEmpty() ? Verdict.PASS : Verdict.FAIL,
            table.isEmpty()
                ? "Requests that %s takes are taken by this model too."
                    .formatted(champion.version())
                : "%d change%s would break callers of %s; release under another endpoint, or make new inputs optional."
                    .formatted(table.size(), table.size() == 1 ? "" : "s", champion.version()),
            Map.of("changes", (double) table.size()),
            table.isEmpty() ? List.of() : headed(table)));
  }

  private static List<List<String>> breaks(Signature before, Signature after) {
    List<List<String>> changes = new ArrayList<>();
    for (Field now : after.inputs()) {
      int at = before.indexOf(now.name());
      if (at < 0) {
        if (now.required()) {
          changes.add(List.of(now.name(), "is new and required"));
        }
        continue;
      }
      Field then = before.inputs().get(at);
      if (then.type().numeric() != now.type().numeric()) {
        changes.add(List.of(now.name(), "was %s and is %s".formatted(word(then), word(now))));
      }
      if (now.required() && !then.required()) {
        changes.add(List.of(now.name(), "was optional and is required"));
      }
    }
    if (!before.output().getClass().equals(after.output().getClass())
        || before.output().width() != after.output().width()) {
      changes.add(List.of("output", "has another shape"));
    }
    return changes;
  }

  private static String word(Field field) {
    return field.type().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<List<String>> headed(List<List<String>> rows) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("column", "change"));
    table.addAll(rows);
    return table;
  }
}
