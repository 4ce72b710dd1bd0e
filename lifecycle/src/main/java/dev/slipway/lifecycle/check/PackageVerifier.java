package dev.slipway.lifecycle.check;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.lifecycle.evaluation.Evaluator;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Lets a package prove itself: every file has its digest, and the model gives the golden rows the scores
/// that it gave where it was built. Thread-safe: it holds no state.
public final class PackageVerifier {
  private final PackageFolders packages;
  private final ModelLoader models;

  public PackageVerifier(PackageFolders packages, ModelLoader models) {
    this.packages = packages;
    this.models = models;
  }

  /// A package that proved itself.
  ///
  /// @param goldenRows how many rows were replayed
  /// @param format of the model file, such as `xgboost`
  public record Verified(ModelPackage contents, Digest digest, int goldenRows, String format) {}

  /// Verifies a package folder; what does not hold is `CORRUPT_PACKAGE` and named.
  public Verified verify(Path folder) {
    ModelPackage contents = packages.read(folder);
    try (Scorer scorer = models.load(folder.resolve(contents.modelPath()))) {
      Evaluator evaluator =
          new Evaluator(contents.task(), contents.signature(), contents.target(), scorer);
      requireFit(contents, scorer);
      double[] scores = evaluator.score(contents.golden().rows());
      OptionalInt wrong = contents.golden().firstDisagreement(scores);
      if (wrong.isPresent()) {
        int at = wrong.getAsInt();
        throw new SlipwayException(
            ErrorCode.CORRUPT_PACKAGE,
            "golden row %d gives %s here and gave %s where it was built; this is not the model that was built"
                .formatted(
                    at / contents.signature().output().width(),
                    scores[at],
                    contents.golden().scores().get(at)));
      }
      return new Verified(
          contents, packages.digest(folder), contents.golden().rows().rows(), scorer.format());
    }
  }

  private static void requireFit(ModelPackage contents, Scorer scorer) {
    int inputs = contents.signature().inputs().size();
    int width = contents.signature().output().width();
    if (scorer.signature().inputs().size() != inputs
        || scorer.signature().output().width() != width
        || contents.golden().scores().size() != contents.golden().rows().rows() * width) {
      throw new SlipwayException(
          ErrorCode.CORRUPT_PACKAGE,
          "the model takes %d inputs and gives %d numbers, the signature says %d and %d; build the package again"
              .formatted(
                  scorer.signature().inputs().size(),
                  scorer.signature().output().width(),
                  inputs,
                  width));
    }
  }
}
