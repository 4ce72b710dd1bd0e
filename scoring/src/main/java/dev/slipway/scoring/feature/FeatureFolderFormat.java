package dev.slipway.scoring.feature;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A folder with a `features.json` and one model file called `model`, with any ending.
public final class FeatureFolderFormat implements ModelFormat {
  private final Function<Path, Scorer> load;
  private final Function<Path, Inspection> inspect;

  /// @param load loads the model file in the folder; `inspect` likewise
  public FeatureFolderFormat(Function<Path, Scorer> load, Function<Path, Inspection> inspect) {
    this.load = load;
    this.inspect = inspect;
  }

  @Override
  public String name() {
    return "features";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    return file.isFolder() && Files.isRegularFile(file.path().resolve(FeaturePlan.FILE));
  }

  @Override
  public Scorer load(ModelFile folder) {
    FeaturePlan plan = FeaturePlan.read(folder.path());
    Scorer model = load.apply(model(folder));
    try {
      return new FeatureScorer(plan, model);
    } catch (SlipwayException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public Inspection inspect(ModelFile folder) {
    Inspection model = inspect.apply(model(folder));
    if (model.verdict() != Inspection.Verdict.SUPPORTED) {
      return model;
    }
    FeaturePlan plan = FeaturePlan.read(folder.path());
    Scorer scorer = load(folder);
    return new Inspection(
        model.format(),
        model.versions(),
        Optional.of(scorer.signature()),
        Stream.concat(
                Stream.of("FeaturePlan(%s)".formatted(String.join(", ", plan.names()))),
                model.outline().stream().map(line -> "  " + line))
            .toList(),
        model.facts(),
        model.globals(),
        model.verdict(),
        model.reasons());
  }

  private static Path model(ModelFile folder) {
    try (Stream<Path> files = Files.list(folder.path())) {
      List<Path> models =
          files
              .filter(f -> f.getFileName().toString().matches("model(\\.[A-Za-z0-9]+)?"))
              .sorted()
              .toList();
      if (models.size() != 1) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_MODEL,
            "folder '%s' has %d files called model.*, expected one beside %s"
                .formatted(folder.name(), models.size(), FeaturePlan.FILE));
      }
      return models.getFirst();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "folder '%s' cannot be read: %s".formatted(folder.name(), e.getMessage()),
          e);
    }
  }
}
