package dev.slipway.scoring.lightgbm;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.column.ColumnScorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// LightGBM's text format.
public final class LightgbmFormat implements ModelFormat {
  @Override
  public String name() {
    return "lightgbm";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    String head = file.headText();
    return head.startsWith("tree\n") || head.startsWith("tree\r\n");
  }

  @Override
  public Scorer load(ModelFile file) {
    LightgbmModel model = read(file);
    return new ColumnScorer(model.signature(), name(), model.stages(), model.engine());
  }

  private static LightgbmModel read(ModelFile file) {
    return LightgbmModel.read(new String(file.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public Inspection inspect(ModelFile file) {
    LightgbmModel model = read(file);
    return new Inspection(
        name(),
        Map.of("lightgbm model", model.version()),
        Optional.of(model.signature()),
        List.of("Booster(%s)".formatted(model.objective())),
        model.forest().facts(),
        List.of(),
        Inspection.Verdict.SUPPORTED,
        List.of());
  }
}
