package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.project.Project.Checks;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.lifecycle.evaluation.Evaluator;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges a package on held-out rows, alone and beside the champion. Thread-safe: it holds no state.
///
/// Every rule judges by bounds rather than by point values where it can, so that noise decides nothing:
/// what the rows cannot tell is `INSUFFICIENT`, which a named person may waive.
public final class Checker {
  private static final List<Rule> RULES =
      List.of(
          new GoldenRowsReplay(),
          new AcceptedRows(),
          new DeclaredBound(),
          new BetterThanBaseline(),
          new NoWorseThanChampion(),
          new Calibration(),
          new FairnessByGroup(),
          new MissingValues(),
          new SizeAndLatency(),
          new SchemaCompatibility());

  private final PackageFolders packages;
  private final ModelLoader models;
  private final InstantSource clock;

  public Checker(PackageFolders packages, ModelLoader models, InstantSource clock) {
    this.packages = packages;
    this.models = models;
    this.clock = clock;
  }

  /// The version that a package would replace.
  ///
  /// @param version such as `flight-delay:3`
  public record Champion(String version, Path folder) {}

  /// @param folder of the package, which is verified first
  /// @param heldOut rows with the target, that the model never saw
  public CheckReport check(Path folder, Table heldOut, Checks spec, Optional<Champion> champion) {
    ModelPackage contents = packages.read(folder);
    try (Scorer scorer = models.load(folder.resolve(contents.modelPath()))) {
      Evaluator evaluator =
          new Evaluator(contents.task(), contents.signature(), contents.target(), scorer);
      Candidate candidate =
          Candidate.of(
              contents,
              folder,
              evaluator,
              heldOut,
              spec,
              champion.map(c -> scored(c, contents, heldOut)));
      List<CheckResult> results = new ArrayList<>();
      for (Rule rule : RULES) {
        results.addAll(rule.apply(candidate));
      }
      return new CheckReport(
          contents.name(), clock.instant(), champion.map(Champion::version).orElse(""), results);
    }
  }

  private Candidate.Champion scored(Champion champion, ModelPackage candidate, Table heldOut) {
    ModelPackage contents = packages.read(champion.folder());
    try (Scorer scorer = models.load(champion.folder().resolve(contents.modelPath()))) {
      if (contents.task() != candidate.task()
          || !contents.target().column().equals(candidate.target().column())
          || !contents.target().positive().equals(candidate.target().positive())) {
        return new Candidate.Champion(
            champion.version(), contents, Optional.empty(), "it predicts another target");
      }
      List<String> absent =
          contents.signature().inputs().stream()
              .filter(input -> input.required() && heldOut.schema().indexOf(input.name()) < 0)
              .map(input -> input.name())
              .toList();
      if (!absent.isEmpty()) {
        return new Candidate.Champion(
            champion.version(),
            contents,
            Optional.empty(),
            "the held-out rows lack its inputs " + absent);
      }
      Evaluation evaluation =
          new Evaluator(contents.task(), contents.signature(), contents.target(), scorer)
              .evaluate(heldOut);
      return new Candidate.Champion(champion.version(), contents, Optional.of(evaluation), "");
    } catch (SlipwayException e) {
      return new Candidate.Champion(champion.version(), contents, Optional.empty(), e.getMessage());
    }
  }
}
