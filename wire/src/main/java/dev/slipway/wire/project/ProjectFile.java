package dev.slipway.wire.project;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.Stage;
import dev.slipway.wire.project.Yaml.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the project in a folder: its `slipway.yaml`, and the stages of a `dvc.yaml` beside it.
///
/// Every mistake of both files is reported at once, as `INVALID_PROJECT`, each with its file and line.
public final class ProjectFile {
  public static final String NAME = "slipway.yaml";
  private static final String DVC = "dvc.yaml";

  private ProjectFile() {}

  /// The JSON Schema of `slipway.yaml`, for editors and for the guide.
  public static String schema() {
    return ProjectSchema.text();
  }

  public static Project read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new SlipwayException(
          ErrorCode.INVALID_PROJECT,
          "no %s in this folder; run 'slipway init' to start one, or change to the project's folder"
              .formatted(NAME));
    }
    Mistakes mistakes = new Mistakes();
    Yaml document = YamlValues.document(file, NAME, mistakes);
    Path dvcFile = folder.resolve(DVC);
    Yaml dvc = Files.isRegularFile(dvcFile) ? YamlValues.document(dvcFile, DVC, mistakes) : null;
    mistakes.throwIfAny();

    Yaml.Mapping root = mapping(document, NAME, mistakes);
    mistakes.throwIfAny();
    root = new StageExpansion(folder, mistakes).expand(root);
    ProjectSchema schema = new ProjectSchema();
    schema.check(root, mistakes);
    Map<String, Section> stages = new LinkedHashMap<>();
    if (dvc != null) {
      Yaml.Mapping dvcRoot = mapping(dvc, DVC, mistakes);
      mistakes.throwIfAny();
      // Only the stages are ours; the rest of dvc.yaml is checked by DVC.
      Yaml.Mapping expanded = new StageExpansion(folder, mistakes).expand(dvcRoot);
      schema.checkPart("dvc", expanded, mistakes);
      mistakes.throwIfAny();
      stages.putAll(new Section(expanded, schema.part("dvc"), schema).sections("stages"));
    }
    mistakes.throwIfAny();

    Section whole = new Section(root, schema.whole(), schema);
    whole
        .sections("stages")
        .forEach((name, stage) -> {
          Section other = stages.put(name, stage);
          if (other != null) {
            mistakes.add(
                stage.place(),
                "the stage '%s' stands twice; it is already at %s".formatted(name, other.place()));
          }
        });
    Map<String, Stage> read = new LinkedHashMap<>();
    stages.forEach((name, stage) -> read.put(name, new StageReader(mistakes).read(name, stage)));
    Project project = new ProjectReader(mistakes).read(whole, read);
    new ProjectRules(folder, project, whole, stages, mistakes).check();
    mistakes.throwIfAny();
    return project;
  }

  private static Yaml.Mapping mapping(@Nullable Yaml document, String file, Mistakes mistakes) {
    if (document instanceof Yaml.Mapping mapping) {
      return mapping;
    }
    Place place = new Place(file, 1);
    mistakes.add(
        place,
        "is %s, expected a mapping such as 'name: flight-delay'"
            .formatted(document == null ? "nothing" : document.describe()));
    return new Yaml.Mapping(place, Map.of(), Map.of());
  }
}
