package dev.slipway.wire.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Replaces `${name}` by values, as DVC does: `${a.b}` and `${list[0]}` reach inside; `\${` is left for
/// the shell as `${`.
///
/// @param values what a name can mean
record Templates(Yaml.Mapping values, Mistakes mistakes) {
  private static final Pattern REFERENCE = Pattern.compile("(\\\\)?\\$\\{\\s*([^}]*?)\\s*}");
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,6})]");

  Yaml fill(Yaml value) {
    return switch (value) {
      case Yaml.Mapping m -> {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        Map<String, Yaml.Place> keys = new LinkedHashMap<>();
        m.entries()
            .forEach((key, inner) -> {
              String filled =
                  fill(new Yaml.Scalar(m.keyPlace(key), key)) instanceof Yaml.Scalar s
                      ? s.text()
                      : key;
              entries.put(filled, fill(inner));
              keys.put(filled, m.keyPlace(key));
            });
        yield new Yaml.Mapping(m.place(), entries, keys);
      }
      case Yaml.Sequence s -> {
        List<Yaml> items = new ArrayList<>();
        s.items().forEach(item -> items.add(fill(item)));
        yield new Yaml.Sequence(s.place(), items);
      }
      case Yaml.Scalar s -> s.value() instanceof String text ? fill(s, text) : s;
    };
  }

  private Yaml fill(Yaml.Scalar scalar, String text) {
    Matcher matcher = REFERENCE.matcher(text);
    if (matcher.matches() && matcher.group(1) == null) {
      Yaml whole = lookUp(matcher.group(2), scalar);
      return switch (whole) {
        case null -> scalar;
        case Yaml.Scalar s -> new Yaml.Scalar(scalar.place(), s.value());
        case Yaml.Mapping _, Yaml.Sequence _ -> whole;
      };
    }
    String filled =
        REFERENCE
            .matcher(text)
            .replaceAll(reference ->
                Matcher.quoteReplacement(
                    reference.group(1) != null
                        ? reference.group().substring(1)
                        : inline(reference.group(2), reference.group(), scalar)));
    return new Yaml.Scalar(scalar.place(), filled);
  }

  private String inline(String name, String otherwise, Yaml.Scalar at) {
    Yaml value = lookUp(name, at);
    return value == null ? otherwise : YamlValues.inline(value);
  }

  private @Nullable Yaml lookUp(String name, Yaml.Scalar at) {
    Yaml value = values;
    Matcher step = STEP.matcher(name);
    while (value != null && step.find()) {
      String key = step.group(1);
      value =
          switch (value) {
            case Yaml.Mapping m -> key == null ? null : m.entries().get(key);
            case Yaml.Sequence s -> {
              int index = key == null ? Integer.parseInt(step.group(2)) : s.items().size();
              yield index < s.items().size() ? s.items().get(index) : null;
            }
            case Yaml.Scalar _ -> null;
          };
    }
    if (value == null || name.isEmpty()) {
      mistakes.add(
          at.place(),
          "'${%s}' has no value; add it to params.yaml or vars, or write \\${%s} for the shell's own"
              .formatted(name, name));
      return null;
    }
    return value;
  }
}
