package dev.slipway.serving.version;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.registry.VersionId;
import java.nio.file.Path;
import java.util.List;

/// Loads a package folder and lets it prove itself: every file has its digest, the model fits the
/// signature, and the golden rows come out as they did where it was built.
public final class ProvenPackage {
  private final PackageFolders folders;
  private final ModelLoader models;

  public ProvenPackage(PackageFolders folders, ModelLoader models) {
    this.folders = folders;
    this.models = models;
  }

  public LoadedVersion load(VersionId version, Path folder) {
    ModelPackage contents = folders.read(folder);
    Scorer scorer = models.load(folder.resolve(contents.modelPath()));
    try {
      requireFit(version, contents.signature(), scorer.signature());
      replay(version, contents.signature(), contents.golden(), scorer);
    } catch (SlipwayException e) {
      scorer.close();
      throw e;
    } catch (RuntimeException e) {
      scorer.close();
      throw corrupt(version, "its model fails on its golden rows: " + e, e);
    }
    return new LoadedVersion(
        version, scorer, contents.signature(), contents.profile(), contents.recording());
  }

  private static void requireFit(VersionId version, Signature declared, Signature compiled) {
    if (declared.inputs().size() != compiled.inputs().size()) {
      throw corrupt(
          version,
          "its signature has %d inputs and its model takes %d"
              .formatted(declared.inputs().size(), compiled.inputs().size()),
          null);
    }
    for (int c = 0; c < declared.inputs().size(); c++) {
      boolean number = declared.inputs().get(c).type().numeric();
      if (number != compiled.inputs().get(c).type().numeric()) {
        throw corrupt(
            version,
            "its signature says that '%s' is %s, and its model reads it otherwise"
                .formatted(declared.inputs().get(c).name(), number ? "a number" : "text"),
            null);
      }
    }
    if (declared.output().width() != compiled.output().width()) {
      throw corrupt(
          version,
          "its signature promises %d numbers a row and its model gives %d"
              .formatted(declared.output().width(), compiled.output().width()),
          null);
    }
  }

  private static void replay(
      VersionId version, Signature signature, GoldenRows golden, Scorer scorer) {
    Rows rows = Rows.of(signature, golden.rows());
    int width = signature.output().width();
    List<Double> expected = golden.scores();
    if (expected.size() != rows.size() * width) {
      throw corrupt(
          version,
          "its golden rows have %d scores, %d are needed"
              .formatted(expected.size(), rows.size() * width),
          null);
    }
    double[] scores = new double[rows.size() * width];
    scorer.score(rows, scores);
    for (int i = 0; i < scores.length; i++) {
      if (!agrees(expected.get(i), scores[i], golden.tolerance())) {
        throw corrupt(
            version,
            "golden row %d gives %s on this machine and gave %s where it was built"
                .formatted(i / width, scores[i], expected.get(i)),
            null);
      }
    }
  }

  /// Relative, but near zero, where sums cancel, against a millionth.
  private static boolean agrees(double expected, double actual, double tolerance) {
    double size = Math.max(1e-6, Math.max(Math.abs(expected), Math.abs(actual)));
    return Double.compare(expected, actual) == 0 || Math.abs(expected - actual) <= tolerance * size;
  }

  private static SlipwayException corrupt(
      VersionId version, String why, @org.jspecify.annotations.Nullable Throwable cause) {
    String message = "%s cannot serve: %s; build and push it again".formatted(version, why);
    return cause == null
        ? new SlipwayException(ErrorCode.CORRUPT_PACKAGE, message)
        : new SlipwayException(ErrorCode.CORRUPT_PACKAGE, message, cause);
  }
}
