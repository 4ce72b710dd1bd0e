package dev.slipway.scoring.xgboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.column.ColumnScorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// XGBoost's JSON and UBJSON. Its old binary format and its text dumps are recognised to be refused.
public final class XgboostFormat implements ModelFormat {
  @Override
  public String name() {
    return "xgboost";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    String head = file.headText().stripLeading();
    return isModel(head) || isOldBinary(head) || isDump(head);
  }

  private static boolean isModel(String head) {
    return head.startsWith("{") && head.contains("learner");
  }

  private static boolean isOldBinary(String head) {
    return head.startsWith("binf");
  }

  private static boolean isDump(String head) {
    return (head.startsWith("[") && head.contains("\"nodeid\"")) || head.startsWith("booster[0]:");
  }

  @Override
  public Scorer load(ModelFile file) {
    Booster booster = read(file);
    return new ColumnScorer(booster.signature(), name(), List.of(), booster.engine());
  }

  private static Booster read(ModelFile file) {
    String head = file.headText().stripLeading();
    if (!isModel(head)) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL,
          "'%s' is XGBoost's %s; load it in XGBoost and save it with save_model('model.ubj')"
              .formatted(file.name(), isDump(head) ? "text dump" : "old binary format"));
    }
    return Booster.read(file.bytes(), file.name());
  }

  @Override
  public Inspection inspect(ModelFile file) {
    Booster booster = read(file);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("objective", booster.objective());
    booster
        .forest()
        .ifPresentOrElse(
            forest -> facts.putAll(forest.facts()),
            () ->
                facts.put(
                    "coefficients",
                    String.valueOf(
                        (booster.margins().inputs() + 1) * booster.margins().outputs())));
    return new Inspection(
        name(),
        Map.of("xgboost", booster.version()),
        Optional.of(booster.signature()),
        List.of("Booster(%s)".formatted(booster.objective())),
        facts,
        List.of(),
        Inspection.Verdict.SUPPORTED,
        List.of());
  }
}
