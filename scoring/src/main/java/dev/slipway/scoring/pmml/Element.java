package dev.slipway.scoring.pmml;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of a document, by local names. A document with a DOCTYPE is refused, so that no entity is
/// ever looked up.
record Element(String name, Map<String, String> attributes, List<Element> children, String text) {
  /// An element without content.
  static final Element NONE = new Element("", Map.of(), List.of(), "");

  private static final int DEEPEST = 400;
  private static final int MOST = 5_000_000;

  static Element read(byte[] xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // The parser's own limit would come first, without saying so.
    factory.setProperty("jdk.xml.maxElementDepth", String.valueOf(2 * DEEPEST));
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      int[] left = {MOST};
      while (in.hasNext()) {
        int event = in.next();
        if (event == XMLStreamConstants.DTD) {
          throw corrupt("has a DOCTYPE, which is refused");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          return element(in, 0, left);
        }
      }
      throw corrupt("has no element");
    } catch (XMLStreamException e) {
      throw corrupt("is no XML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static Element element(XMLStreamReader in, int depth, int[] left)
      throws XMLStreamException {
    if (depth > DEEPEST || --left[0] < 0) {
      throw corrupt("has too many elements, or nests deeper than %d".formatted(DEEPEST));
    }
    String name = in.getLocalName();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
    }
    List<Element> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          Element child = element(in, depth + 1, left);
          if (!child.name.equals("Extension")) {
            children.add(child);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
        case XMLStreamConstants.ENTITY_REFERENCE -> throw corrupt("refers to an entity");
        case XMLStreamConstants.END_ELEMENT -> {
          return new Element(name, attributes, List.copyOf(children), text.toString().strip());
        }
        default -> {}
      }
    }
  }

  Optional<Element> child(String name) {
    return all(name).findFirst();
  }

  Stream<Element> all(String name) {
    return children.stream().filter(c -> c.name.equals(name));
  }

  Element need(String name) {
    return child(name).orElseThrow(() -> corrupt("has no %s in %s".formatted(name, this.name)));
  }

  Optional<String> optional(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  String attribute(String attribute) {
    return optional(attribute)
        .orElseThrow(() -> corrupt("has no '%s' in %s".formatted(attribute, name)));
  }

  String attribute(String attribute, String otherwise) {
    return attributes.getOrDefault(attribute, otherwise);
  }

  double number(String attribute) {
    return number(attribute, attribute(attribute));
  }

  double number(String attribute, double otherwise) {
    return optional(attribute).map(t -> number(attribute, t)).orElse(otherwise);
  }

  private double number(String attribute, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw corrupt(
          "has '%s' for the number '%s' in %s".formatted(abbreviated(text), attribute, name));
    }
  }

  /// The words of an `Array`, in which a quoted word may hold blanks.
  List<String> words() {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      boolean quoted = text.charAt(at) == '"';
      StringBuilder word = new StringBuilder();
      for (at += quoted ? 1 : 0; at < text.length(); at++) {
        char c = text.charAt(at);
        if (quoted && c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
          word.append(text.charAt(++at));
        } else if (quoted ? c == '"' : Character.isWhitespace(c)) {
          at++;
          break;
        } else {
          word.append(c);
        }
      }
      words.add(word.toString());
    }
    return words;
  }

  /// The numbers of an `Array`, of which there must be `width`.
  double[] numbers(int width) {
    List<String> words = words();
    if (words.size() != width) {
      throw corrupt("has an %s of %d values instead of %d".formatted(name, words.size(), width));
    }
    return words.stream().mapToDouble(w -> number("value", w)).toArray();
  }

  /// The numbers of a sparse array, whose indexes count from 1.
  double[] sparse(int width) {
    double[] numbers = new double[width];
    Arrays.fill(numbers, number("defaultValue", 0));
    List<String> indexes = child("Indices").map(Element::words).orElse(List.of());
    double[] entries =
        child("REAL-Entries")
            .map(e -> e.numbers(indexes.size()))
            .orElseGet(() -> new double[indexes.size()]);
    for (int i = 0; i < entries.length; i++) {
      double index = number("index", indexes.get(i));
      if (!(index >= 1 && index <= width)) {
        throw corrupt("has the index %s in an array of %d".formatted(indexes.get(i), width));
      }
      numbers[(int) index - 1] = entries[i];
    }
    return numbers;
  }

  static SlipwayException corrupt(String how) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL, "the PMML document %s; export it again".formatted(how));
  }

  static SlipwayException unsupported(String what) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        "PMML's %s is not supported; serve the model with a Python worker".formatted(what));
  }

  static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
