package dev.slipway.scoring.catboost;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.column.ColumnScorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CatBoost's binary format (`.cbm`) and its JSON.
public final class CatboostFormat implements ModelFormat {
  @Override
  public String name() {
    return "catboost";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    String head = file.headText().stripLeading();
    return head.startsWith("CBM1")
        || (head.startsWith("{")
            && (head.contains("\"features_info\"")
                || head.contains("\"oblivious_trees\"")
                || head.contains("\"model_info\"")
                || head.contains("\"ctr_data\"")));
  }

  @Override
  public Scorer load(ModelFile file) {
    CatboostModel model = read(file);
    return new ColumnScorer(model.signature(), name(), model.stages(), model.engine());
  }

  private static CatboostModel read(ModelFile file) {
    return CatboostModel.of(
        file.headText().startsWith("CBM1")
            ? CbmReader.read(file.bytes())
            : JsonReader.read(file.bytes(), file.name()));
  }

  @Override
  public Inspection inspect(ModelFile file) {
    CatboostModel model = read(file);
    return new Inspection(
        name(),
        Map.of("catboost", model.training().version()),
        Optional.of(model.signature()),
        List.of("CatBoost(%s)".formatted(model.training().loss())),
        model.forest().facts(),
        List.of(),
        Inspection.Verdict.SUPPORTED,
        List.of());
  }
}
