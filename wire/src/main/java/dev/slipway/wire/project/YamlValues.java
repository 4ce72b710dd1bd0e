package dev.slipway.wire.project;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.ValueFiles;
import dev.slipway.wire.project.Yaml.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Parameters and metrics as YAML or JSON files.
public final class YamlValues implements ValueFiles {
  @Override
  public SortedMap<String, String> read(Path file) {
    Mistakes mistakes = new Mistakes();
    Yaml document = document(file, String.valueOf(file.getFileName()), mistakes);
    mistakes.throwIfAny();
    SortedMap<String, String> values = new TreeMap<>();
    if (document != null) {
      flatten("", document, values);
    }
    return values;
  }

  static @Nullable Yaml document(Path file, String name, Mistakes mistakes) {
    try {
      return YamlReader.read(name, Files.readString(file), mistakes);
    } catch (java.nio.charset.CharacterCodingException _) {
      mistakes.add(new Place(name, 1), "not UTF-8 text");
      return null;
    } catch (java.nio.file.NoSuchFileException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_PROJECT, "the file %s is missing".formatted(name), e);
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.STORAGE, "%s cannot be read".formatted(name), e);
    }
  }

  private static void flatten(String name, Yaml value, SortedMap<String, String> values) {
    switch (value) {
      case Yaml.Mapping m ->
          m.entries()
              .forEach(
                  (key, inner) -> flatten(name.isEmpty() ? key : name + "." + key, inner, values));
      case Yaml.Sequence _, Yaml.Scalar _ -> values.put(name, inline(value));
    }
  }

  /// A value on one line, as YAML's flow style writes it.
  static String inline(Yaml value) {
    return switch (value) {
      case Yaml.Scalar s -> s.text();
      case Yaml.Sequence s ->
          "[" + String.join(", ", s.items().stream().map(YamlValues::inline).toList()) + "]";
      case Yaml.Mapping m ->
          "{"
              + String.join(
                  ", ",
                  m.entries().entrySet().stream()
                      .map(e -> e.getKey() + ": " + inline(e.getValue()))
                      .toList())
              + "}";
    };
  }
}
