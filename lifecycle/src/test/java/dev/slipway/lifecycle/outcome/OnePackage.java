package dev.slipway.lifecycle.outcome;

import dev.slipway.core.content.Digest;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Package folders that hold one package, wherever one looks; every folder has a digest of its own.
public record OnePackage(ModelPackage contents) implements PackageFolders {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /// A binary classifier of `distance` (evenly 0..1000 in training) and `carrier` (AA or UA alike), whose
  /// truth is minutes of delay above 15.
  public static OnePackage ofFlightDelay() {
    return new OnePackage(flightDelay());
  }

  private static ModelPackage flightDelay() {
    Signature signature =
        new Signature(
            List.of(
                Field.required("distance", ColumnType.DECIMAL),
                Field.required("carrier", ColumnType.STRING)),
            new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));
    Schema schema =
        new Schema(
            List.of(
                new Column("distance", ColumnType.DECIMAL),
                new Column("carrier", ColumnType.STRING)));
    int rows = 10_000;
    double[] distances = new double[rows];
    String[] carriers = new String[rows];
    for (int i = 0; i < rows; i++) {
      distances[i] = i / 10.0;
      carriers[i] = i % 2 == 0 ? "AA" : "UA";
    }
    Profiler profiler = Profiler.training(schema);
    profiler.add(new Table(schema, rows, List.of(distances, carriers)));
    return new ModelPackage(
        "flight-delay",
        Task.BINARY_CLASSIFICATION,
        "model/model.ubj",
        signature,
        new ModelPackage.Target(
            "delay", Optional.of("> 15"), Map.of(), List.of(), Optional.empty()),
        Optional.of(profiler.profile()),
        GoldenRows.of(
            new Table(schema, 0, List.of(new double[0], new String[0])), new double[0], 0),
        Map.of("auc", 0.7),
        new Lineage(
            "ada",
            START,
            Optional.empty(),
            false,
            "flight-delay",
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty()),
        new BuildEnvironment("0.1", "25", "linux", "amd64", Map.of()),
        new TreeMap<>());
  }

  @Override
  public Digest write(ModelPackage contents, Path model, Path folder) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelPackage read(Path folder) {
    return contents;
  }

  @Override
  public Digest digest(Path folder) {
    return Digest.of(folder.toString());
  }

  @Override
  public Digest addFiles(Path folder, Map<String, byte[]> files) {
    throw new UnsupportedOperationException();
  }
}
