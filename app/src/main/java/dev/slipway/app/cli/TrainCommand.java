package dev.slipway.app.cli;

import dev.slipway.app.train.XgboostTraining;
import dev.slipway.core.project.Project;
import dev.slipway.store.table.DuckTables;
import dev.slipway.wire.project.ProjectFile;
import dev.slipway.wire.project.YamlValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Trains a model without Python: a stage of a build.
@Command(
    name = "train",
    description = {
      "Train gradient-boosted trees (XGBoost) inside the JVM, for projects without Python.",
      "What to learn stands in slipway.yaml (model), how in params.yaml (train): XGBoost's parameters by their"
          + " own names, 'rounds', and 'encode', which says how each column becomes a number."
    },
    sortOptions = false,
    footer = {"", "Example:", "  slipway train xgboost --output build/model"})
final class TrainCommand implements Callable<Integer> {
  /// The libraries that can train.
  enum Library {
    xgboost
  }

  @Parameters(paramLabel = "LIBRARY", description = "xgboost")
  private Library library;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder for the model.")
  private Path output;

  @Option(
      names = "--params",
      paramLabel = "KEY",
      defaultValue = "train",
      description = "The section of params.yaml to read (${DEFAULT-VALUE}).")
  private String section;

  @Mixin private ProjectOption project;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    Path folder = project.folder();
    Project declared = ProjectFile.read(folder);
    XgboostTraining.Trained trained =
        switch (library) {
          case xgboost ->
              new XgboostTraining(declared.model(), params(folder))
                  .run(
                      new DuckTables().read(folder.resolve(declared.model().train())),
                      folder.resolve(output));
        };
    common
        .terminal()
        .result(
            trained,
            "%,d rows, %d columns, %d rounds; most of the gain: %s"
                .formatted(
                    trained.rows(),
                    trained.features(),
                    trained.rounds(),
                    String.join(", ", trained.importance().keySet().stream().limit(3).toList())));
    return 0;
  }

  private SortedMap<String, String> params(Path folder) {
    SortedMap<String, String> params = new TreeMap<>();
    Path file = folder.resolve("params.yaml");
    if (Files.exists(file)) {
      new YamlValues()
          .read(file)
          .forEach((name, value) -> {
            if (name.startsWith(section + ".")) {
              params.put(name.substring(section.length() + 1), value);
            }
          });
    }
    return params;
  }
}
