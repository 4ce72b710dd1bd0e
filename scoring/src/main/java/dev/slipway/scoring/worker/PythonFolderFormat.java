package dev.slipway.scoring.worker;

import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.Inspection.Verdict;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A folder with `predict.py`. Loading it runs that program, where Python is allowed; inspecting it runs
/// nothing.
public final class PythonFolderFormat implements ModelFormat {
  private static final String PROGRAM = "predict.py";

  private final PythonModels python;
  private final Function<Path, Inspection> inspect;

  /// @param inspect looks at the model file in the folder
  public PythonFolderFormat(PythonModels python, Function<Path, Inspection> inspect) {
    this.python = python;
    this.inspect = inspect;
  }

  /// Whether the path is such a folder.
  public static boolean recognizes(Path path) {
    return Files.isRegularFile(path.resolve(PROGRAM));
  }

  @Override
  public String name() {
    return PythonScorer.FORMAT;
  }

  @Override
  public boolean recognizes(ModelFile file) {
    return file.isFolder() && recognizes(file.path());
  }

  @Override
  public Scorer load(ModelFile folder) {
    return python.load(source(folder));
  }

  @Override
  public Inspection inspect(ModelFile folder) {
    PythonSource.Folder source = source(folder);
    Manifest manifest = source.manifest();
    Optional<Inspection> model = model(folder.path()).map(inspect);
    List<String> outline = new ArrayList<>();
    outline.add("Python(%s)".formatted(PROGRAM));
    model.ifPresent(inside -> inside.outline().forEach(line -> outline.add("  " + line)));
    List<String> reasons = new ArrayList<>();
    reasons.add(PythonModels.refusal(source));
    boolean dangerous = model.filter(m -> m.verdict() == Verdict.DANGEROUS).isPresent();
    if (dangerous) {
      reasons.addAll(model.get().reasons());
    }
    return new Inspection(
        name(),
        model.map(Inspection::versions).orElse(Map.of()),
        manifest.inputs().isPresent() && manifest.output().isPresent()
            ? Optional.of(new Signature(manifest.inputs().get(), manifest.output().get()))
            : Optional.empty(),
        outline,
        model.map(Inspection::facts).orElse(Map.of()),
        model.map(Inspection::globals).orElse(List.of()),
        dangerous ? Verdict.DANGEROUS : Verdict.NEEDS_PYTHON_WORKER,
        reasons);
  }

  private static PythonSource.Folder source(ModelFile folder) {
    return new PythonSource.Folder(folder.path(), Manifest.of(folder.path()));
  }

  /// What `worker.py` loads where `predict.py` does not load anything itself.
  private static Optional<Path> model(Path folder) {
    return Stream.of("model.joblib", "model.pkl")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
