package dev.slipway.wire.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes plain stages of `vars`, `${}`, `foreach` and `matrix`, with the meaning they have in `dvc.yaml`.
final class StageExpansion {
  private static final int MAX_STAGES = 1_000;

  private final Path folder;
  private final Mistakes mistakes;

  StageExpansion(Path folder, Mistakes mistakes) {
    this.folder = folder;
    this.mistakes = mistakes;
  }

  Yaml.Mapping expand(Yaml.Mapping root) {
    if (!(root.entries().get("stages") instanceof Yaml.Mapping stages)) {
      return root;
    }
    Yaml.Mapping values = new Yaml.Mapping(root.place(), Map.of(), Map.of());
    if (Files.isRegularFile(folder.resolve("params.yaml"))) {
      values = merged(values, file("params.yaml"));
    }
    values = withVars(values, root);

    Map<String, Yaml> expanded = new LinkedHashMap<>();
    Map<String, Yaml.Place> places = new LinkedHashMap<>();
    for (Map.Entry<String, Yaml> entry : stages.entries().entrySet()) {
      for (Map.Entry<String, Yaml> stage :
          stage(entry.getKey(), entry.getValue(), values).entrySet()) {
        expanded.put(stage.getKey(), stage.getValue());
        places.put(stage.getKey(), stages.keyPlace(entry.getKey()));
      }
      if (expanded.size() > MAX_STAGES) {
        mistakes.add(
            stages.keyPlace(entry.getKey()), "expands to more than " + MAX_STAGES + " stages");
        break;
      }
    }
    return root.with("stages", new Yaml.Mapping(stages.place(), expanded, places));
  }

  private Map<String, Yaml> stage(String name, Yaml value, Yaml.Mapping outer) {
    if (!(value instanceof Yaml.Mapping stage)) {
      return Map.of(name, value);
    }
    Yaml.Mapping values = withVars(outer, stage);
    if (stage.entries().containsKey("foreach")) {
      return forEach(name, stage, values);
    }
    if (stage.entries().get("matrix") instanceof Yaml.Mapping matrix) {
      return matrix(
          name, stage, (Yaml.Mapping) new Templates(values, mistakes).fill(matrix), values);
    }
    return Map.of(name, new Templates(values, mistakes).fill(stage));
  }

  private Map<String, Yaml> forEach(String name, Yaml.Mapping stage, Yaml.Mapping values) {
    Yaml body = stage.entries().get("do");
    if (body == null) {
      mistakes.add(stage.keyPlace("foreach"), "'foreach' needs a 'do' with the stage to repeat");
      return Map.of();
    }
    Yaml items =
        new Templates(values, mistakes)
            .fill(java.util.Objects.requireNonNull(stage.entries().get("foreach")));
    Map<String, Yaml> stages = new LinkedHashMap<>();
    switch (items) {
      case Yaml.Sequence s -> {
        for (int i = 0; i < s.items().size(); i++) {
          Yaml item = s.items().get(i);
          String key = item instanceof Yaml.Scalar scalar ? scalar.text() : String.valueOf(i);
          stages.put(
              name + "@" + key, new Templates(values.with("item", item), mistakes).fill(body));
        }
      }
      case Yaml.Mapping m ->
          m.entries()
              .forEach((key, item) ->
                  stages.put(
                      name + "@" + key,
                      new Templates(
                              values
                                  .with("key", new Yaml.Scalar(item.place(), key))
                                  .with("item", item),
                              mistakes)
                          .fill(body)));
      case Yaml.Scalar s ->
          mistakes.add(
              s.place(), "'foreach' is %s, expected a list or a mapping".formatted(s.describe()));
    }
    return stages;
  }

  private Map<String, Yaml> matrix(
      String name, Yaml.Mapping stage, Yaml.Mapping matrix, Yaml.Mapping values) {
    Map<String, Yaml.Mapping> combinations = new LinkedHashMap<>();
    combinations.put("", new Yaml.Mapping(matrix.place(), Map.of(), Map.of()));
    for (Map.Entry<String, Yaml> axis : matrix.entries().entrySet()) {
      if (!(axis.getValue() instanceof Yaml.Sequence choices)) {
        mistakes.add(
            axis.getValue().place(), "'matrix.%s' must be a list".formatted(axis.getKey()));
        return Map.of();
      }
      Map<String, Yaml.Mapping> more = new LinkedHashMap<>();
      combinations.forEach((suffix, chosen) -> {
        for (int i = 0; i < choices.items().size() && more.size() <= MAX_STAGES; i++) {
          Yaml choice = choices.items().get(i);
          String label = choice instanceof Yaml.Scalar s ? s.text() : axis.getKey() + i;
          more.put(
              suffix.isEmpty() ? label : suffix + "-" + label, chosen.with(axis.getKey(), choice));
        }
      });
      combinations = more;
    }
    Yaml.Mapping plain = without(stage, "matrix");
    Map<String, Yaml> stages = new LinkedHashMap<>();
    combinations.forEach((suffix, item) ->
        stages.put(
            name + "@" + suffix,
            new Templates(
                    values.with("item", item).with("key", new Yaml.Scalar(item.place(), suffix)),
                    mistakes)
                .fill(plain)));
    return stages;
  }

  private Yaml.Mapping withVars(Yaml.Mapping values, Yaml.Mapping holder) {
    Yaml.Mapping all = values;
    if (holder.entries().get("vars") instanceof Yaml.Sequence vars) {
      for (Yaml var : vars.items()) {
        switch (var) {
          case Yaml.Mapping m -> all = merged(all, m);
          case Yaml.Scalar s -> all = merged(all, named(s));
          case Yaml.Sequence s -> mistakes.add(s.place(), "'vars' holds files and mappings");
        }
      }
    }
    return all;
  }

  /// `file`, or `file:key,key`.
  private Yaml.Mapping named(Yaml.Scalar entry) {
    String[] parts = entry.text().split(":", 2);
    if (!Files.isRegularFile(folder.resolve(parts[0]))) {
      mistakes.add(entry.place(), "the file '%s' does not exist".formatted(parts[0]));
      return new Yaml.Mapping(entry.place(), Map.of(), Map.of());
    }
    Yaml.Mapping file = file(parts[0]);
    if (parts.length == 1) {
      return file;
    }
    Yaml.Mapping picked = new Yaml.Mapping(file.place(), Map.of(), Map.of());
    for (String key : parts[1].split(",")) {
      Yaml value = file.entries().get(key.strip());
      if (value == null) {
        mistakes.add(
            entry.place(),
            "'%s' has no key '%s'; %s"
                .formatted(parts[0], key, Nearest.hint(key, file.entries().keySet())));
      } else {
        picked = picked.with(key.strip(), value);
      }
    }
    return picked;
  }

  private Yaml.Mapping file(String name) {
    return YamlValues.document(folder.resolve(name), name, mistakes) instanceof Yaml.Mapping m
        ? m
        : new Yaml.Mapping(new Yaml.Place(name, 1), Map.of(), Map.of());
  }

  private static Yaml.Mapping merged(Yaml.Mapping first, Yaml.Mapping second) {
    Yaml.Mapping all = first;
    for (Map.Entry<String, Yaml> entry : second.entries().entrySet()) {
      Yaml old = all.entries().get(entry.getKey());
      all =
          all.with(
              entry.getKey(),
              old instanceof Yaml.Mapping a && entry.getValue() instanceof Yaml.Mapping b
                  ? merged(a, b)
                  : entry.getValue());
    }
    return all;
  }

  private static Yaml.Mapping without(Yaml.Mapping mapping, String key) {
    Map<String, Yaml> rest = new LinkedHashMap<>(mapping.entries());
    List<String> keys = new ArrayList<>(rest.keySet());
    keys.remove(key);
    rest.keySet().retainAll(keys);
    return new Yaml.Mapping(mapping.place(), rest, mapping.keys());
  }
}
