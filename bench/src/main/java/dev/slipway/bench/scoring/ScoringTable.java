package dev.slipway.bench.scoring;

import dev.slipway.bench.figures.Spread;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/// Every engine beside the libraries that have the same model, and every reader, as one table in Markdown.
public final class ScoringTable {
  private static final List<String> QUICK =
      List.of("trees-100x6", "trees-500x8", "forest-deep", "scaler-logistic", "columns-logistic");
  private static final List<String> REST =
      List.of(
          "trees-100x6-missing",
          "boosting-100x3",
          "histogram-100",
          "histogram-100-missing",
          "categories-100",
          "minmax-pca-logistic",
          "mlp-64",
          "svc-rbf",
          "knn-2000");
  private static final List<String> WITHOUT_PYTHON = List.of("trees-100x6", "trees-500x8");

  private final Path folder;
  private final boolean quick;
  private final PrintStream out;

  /// @param folder where trained models are kept from run to run
  /// @param quick fewer models and rounds, and no reader
  public ScoringTable(Path folder, boolean quick, PrintStream out) {
    this.folder = folder;
    this.quick = quick;
    this.out = out;
  }

  public void print() throws IOException, InterruptedException, XGBoostError {
    Files.createDirectories(folder);
    if (Models.pythonIsComplete()) {
      List<String> models = new ArrayList<>(QUICK);
      models.addAll(quick ? List.of() : REST);
      List<String> trained = new ArrayList<>(models);
      trained.addAll(quick ? List.of() : List.of("readers"));
      try (Peer python = Models.python(folder, trained)) {
        print(models, python);
      }
    } else {
      out.println("  without python3-sklearn and python3-xgboost only boosted trees are measured");
      for (String model : WITHOUT_PYTHON) {
        Models.trainHere(folder, model);
      }
      print(WITHOUT_PYTHON, null);
    }
  }

  private void print(List<String> models, @Nullable Peer python)
      throws IOException, InterruptedException {
    out.println(
        "| model | rows | Slipway, µs a row | bytes a call | ONNX Runtime | xgboost4j in place | xgboost4j DMatrix | Python |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (String model : models) {
      try (Peer peer = Peer.start(java(List.of("ScorePeer", folder.toString(), model)))) {
        for (Contest.Outcome outcome : new Contest(model, peer, python).run(quick ? 3 : 5)) {
          out.println(line(outcome));
        }
      }
    }
    if (quick) {
      return;
    }
    Readers readers = new Readers(folder, ScoringTable::java);
    out.println();
    readers.table(python).forEach(out::println);
    if (Files.exists(folder.resolve("read-forest.pkl"))) {
      out.println();
      out.printf(
          "The pickled forest loads in a heap of %.2f times its size.%n",
          readers.leastHeap("read-forest.pkl"));
    }
  }

  private static String line(Contest.Outcome outcome) {
    Map<String, Spread> others = outcome.others();
    return "| %s | %,d | %s | %,d | %s | %s | %s | %s |"
        .formatted(
            outcome.model(),
            outcome.rows(),
            outcome.ours().brief(),
            outcome.bytes(),
            ratio(others.get("onnxRuntime")),
            ratio(others.get("xgboostInPlace")),
            ratio(others.get("xgboostMatrix")),
            ratio(others.get(Contest.PYTHON)));
  }

  private static String ratio(@Nullable Spread ratio) {
    return ratio == null ? "" : "×" + ratio.brief();
  }

  /// The command that runs a class of this package, in a JVM like this one.
  private static List<String> java(List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseG1GC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path")));
    for (String word : program) {
      command.add(
          Character.isUpperCase(word.charAt(0))
              ? ScoringTable.class.getPackageName() + "." + word
              : word);
    }
    return command;
  }
}
