package dev.slipway.wire.project;

import dev.slipway.wire.project.Yaml.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Parses YAML 1.2 (and so JSON) into a [Yaml] tree. Bounded in size, depth and in what aliases expand
/// to, so that no file can exhaust memory.
final class YamlReader {
  private static final int MAX_CHARACTERS = 1_000_000;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 100_000;

  private final String file;
  private final Mistakes mistakes;
  private int values;
  private boolean tooLarge;

  private YamlReader(String file, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  /// The document, or null after a mistake was noted. An empty file is an empty mapping.
  static @Nullable Yaml read(String file, String text, Mistakes mistakes) {
    YamlReader reader = new YamlReader(file, mistakes);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      if (!reader.depthIsBounded(settings, text)) {
        return null;
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.map(node -> reader.value(node, 0))
          .orElseGet(() -> new Yaml.Mapping(new Place(file, 1), Map.of(), Map.of()));
    } catch (MarkedYamlEngineException e) {
      int line =
          e.getProblemMark().or(e::getContextMark).map(Mark::getLine).map(l -> l + 1).orElse(1);
      String problem = e.getProblem() == null ? "it cannot be parsed" : e.getProblem();
      mistakes.add(new Place(file, line), "malformed YAML: " + problem);
      return null;
    } catch (YamlEngineException e) {
      mistakes.add(new Place(file, 1), "malformed YAML: " + e.getMessage());
      return null;
    }
  }

  /// The composer is recursive; the event stream is not, so depth is checked there first.
  private boolean depthIsBounded(LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > MAX_DEPTH) {
        int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
        mistakes.add(new Place(file, line), "nested deeper than " + MAX_DEPTH + " levels");
        return false;
      }
    }
    return true;
  }

  private Yaml value(Node node, int depth) {
    Place place = place(node);
    if (++values > MAX_VALUES || depth > MAX_DEPTH) {
      if (!tooLarge) {
        tooLarge = true;
        mistakes.add(place, "aliases expand to more than " + MAX_VALUES + " values");
      }
      return new Yaml.Scalar(place, null);
    }
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, place, depth);
      case SequenceNode sequence -> {
        List<Yaml> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(value(item, depth + 1));
        }
        yield new Yaml.Sequence(place, items);
      }
      case ScalarNode scalar -> new Yaml.Scalar(place, scalar(scalar));
      default -> new Yaml.Scalar(place, null);
    };
  }

  private Yaml mapping(MappingNode mapping, Place place, int depth) {
    Map<String, Yaml> entries = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place at = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        mistakes.add(at, "a key must be text");
        continue;
      }
      if (tooLarge) {
        break;
      }
      Place first = keys.putIfAbsent(key.getValue(), at);
      if (first != null) {
        mistakes.add(
            at,
            "the key '%s' stands twice; it is already on line %d"
                .formatted(key.getValue(), first.line()));
      }
      entries.put(key.getValue(), value(tuple.getValueNode(), depth + 1));
    }
    return new Yaml.Mapping(place, entries, keys);
  }

  private static @Nullable Object scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.parseBoolean(text);
    }
    try {
      if (tag.equals(Tag.INT)) {
        return integer(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        return decimal(text);
      }
    } catch (NumberFormatException | ArithmeticException _) {
      return text;
    }
    return text;
  }

  private static Object integer(String text) {
    int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
    return new BigInteger(radix == 10 ? text : text.substring(2), radix).longValueExact();
  }

  private static Object decimal(String text) {
    String plain = text.toLowerCase(java.util.Locale.ROOT);
    return switch (plain) {
      case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      case ".nan" -> Double.NaN;
      default -> Double.parseDouble(plain);
    };
  }

  private Place place(Node node) {
    return new Place(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }
}
