package dev.slipway.server.console;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.model.Output;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What a package says about itself.
///
/// @param output what the model gives, in words
/// @param champion beside whose metrics these stand, empty for none
record PackageView(
    String task,
    String target,
    LineageView lineage,
    List<Metric> metrics,
    String champion,
    Optional<Report> report,
    List<Input> inputs,
    String output,
    String profiledRows,
    List<ColumnView> columns,
    List<File> files,
    String size,
    List<Named> environment,
    List<Named> libraries) {

  record LineageView(
      String builtBy,
      Moment built,
      String commit,
      boolean dirty,
      String project,
      String seed,
      String split,
      List<DataRow> data,
      List<Named> params,
      List<Named> stages) {}

  record DataRow(String name, String digest, String rows, String columns, String source) {}

  record Metric(String name, String value, String champion, boolean worse) {}

  record Report(Badge verdict, String summary, Moment when, List<Check> checks) {}

  /// @param heading of the table, empty where there is none
  record Check(
      String name,
      Badge verdict,
      String reason,
      List<Named> numbers,
      List<String> heading,
      List<List<String>> rows) {}

  record Input(String name, String type, boolean required, String importance) {}

  record File(String path, String digest, String size) {}

  static PackageView of(Shelf.Whole whole, Optional<Shelf.Whole> champion, Instant now) {
    ModelPackage contents = whole.contents();
    return new PackageView(
        contents.task().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        contents.target().column()
            + contents.target().positive().map(p -> ", positive where " + p).orElse(""),
        lineage(contents.lineage(), now),
        metrics(contents, champion.map(Shelf.Whole::contents)),
        champion.isPresent() ? "champion" : "",
        whole.report().map(r -> report(r, now)),
        inputs(contents),
        output(contents.signature().output()),
        contents.profile().map(p -> Figures.count(p.rows(), "row")).orElse(""),
        contents.profile().map(ColumnView::of).orElse(List.of()),
        files(whole),
        Figures.bytes(whole.sizes().values().stream().mapToLong(Long::longValue).sum()),
        environment(contents.environment()),
        named(contents.environment().libraries()));
  }

  private static LineageView lineage(Lineage lineage, Instant now) {
    return new LineageView(
        lineage.builtBy(),
        Moment.of(lineage.builtAt(), now),
        lineage.commit().orElse(""),
        lineage.dirty(),
        lineage.project(),
        lineage.seed().map(s -> Long.toString(s)).orElse(""),
        lineage
            .split()
            .map(s ->
                "by %s at %s: %s to learn from, %s held out"
                    .formatted(
                        s.method(),
                        s.boundary(),
                        Figures.count(s.trainRows(), "row"),
                        Figures.count(s.testRows())))
            .orElse(""),
        lineage.data().stream()
            .map(d ->
                new DataRow(
                    d.name(),
                    d.digest().abbreviated(),
                    Figures.count(d.rows()),
                    String.join(", ", d.schema().names()),
                    d.source()))
            .toList(),
        named(lineage.params()),
        named(lineage.stages()));
  }

  private static List<Metric> metrics(ModelPackage contents, Optional<ModelPackage> champion) {
    TreeSet<String> names = new TreeSet<>(Metrics.READING_ORDER);
    names.addAll(contents.metrics().keySet());
    Map<String, Double> theirs = champion.map(ModelPackage::metrics).orElse(Map.of());
    return names.stream()
        .map(name ->
            new Metric(
                Metrics.label(name),
                Metrics.shown(contents.metrics().get(name)),
                Metrics.shown(theirs.get(name)),
                Metrics.worse(name, contents.metrics().get(name), theirs.get(name))))
        .toList();
  }

  private static Report report(CheckReport report, Instant now) {
    List<Check> checks = report.results().stream().map(PackageView::check).toList();
    long passed = checks.stream().filter(c -> c.verdict().tone() == Tone.GOOD).count();
    return new Report(
        Badge.of(report.verdict()),
        "%d of %d pass%s"
            .formatted(
                passed,
                checks.size(),
                report.champion().isEmpty() ? "" : ", compared with " + report.champion()),
        Moment.of(report.at(), now),
        checks);
  }

  private static Check check(CheckResult result) {
    List<List<String>> table = result.table();
    return new Check(
        result.check().replace('-', ' '),
        Badge.of(result.verdict()),
        result.reason(),
        result.numbers().entrySet().stream()
            .map(n -> new Named(n.getKey(), Figures.number(n.getValue())))
            .toList(),
        table.isEmpty() ? List.of() : table.getFirst(),
        table.isEmpty() ? List.of() : table.subList(1, table.size()));
  }

  private static List<Input> inputs(ModelPackage contents) {
    Map<String, Double> importance = contents.target().importance();
    return contents.signature().inputs().stream()
        .map(f ->
            new Input(
                f.name(),
                f.type().name().toLowerCase(Locale.ROOT),
                f.required(),
                importance.containsKey(f.name())
                    ? Figures.percent(importance.getOrDefault(f.name(), 0.0))
                    : ""))
        .toList();
  }

  private static String output(Output output) {
    return switch (output) {
      case Output.Values values -> "a number for " + String.join(", ", values.names());
      case Output.Probabilities p -> "a probability for each of " + labels(p.classes().labels());
      case Output.Decision d -> "a score that decides between " + labels(d.classes().labels());
      case Output.Label l -> "one of " + labels(l.classes().labels());
    };
  }

  private static String labels(List<String> labels) {
    return labels.size() <= 12
        ? String.join(", ", labels)
        : String.join(", ", labels.subList(0, 12)) + " and " + (labels.size() - 12) + " more";
  }

  private static List<File> files(Shelf.Whole whole) {
    List<File> files = new ArrayList<>();
    whole
        .contents()
        .files()
        .forEach((path, digest) ->
            files.add(
                new File(
                    path,
                    digest.hex(),
                    Optional.ofNullable(whole.sizes().get(path))
                        .map(Figures::bytes)
                        .orElse(Figures.NONE))));
    return files;
  }

  private static List<Named> environment(BuildEnvironment environment) {
    return List.of(
        new Named("Slipway", environment.slipway()),
        new Named("Java", environment.java()),
        new Named("Operating system", environment.os() + ", " + environment.arch()));
  }

  private static List<Named> named(Map<String, String> values) {
    return values.entrySet().stream().map(e -> new Named(e.getKey(), e.getValue())).toList();
  }
}
