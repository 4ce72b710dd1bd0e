package dev.slipway.wire.reflection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands in a file of protobuf's third language: a package, and its services, messages and enumerations.
/// Reads what this program's own files use: no imports, options, extensions or reserved numbers.
record ProtoText(
    String packageName, List<Service> services, List<Message> messages, List<Choice> choices) {
  record Service(String name, List<Method> methods) {}

  record Method(
      String name, boolean streamsRequests, String request, boolean streamsReplies, String reply) {}

  /// @param mapEntry whether it was made for a map, as its entry
  record Message(
      String name,
      List<Field> fields,
      List<Message> nested,
      List<Choice> choices,
      List<String> oneofs,
      boolean mapEntry) {}

  /// @param oneof the place of its alternative among those of the message; -1 where it is none
  record Field(String name, int number, boolean repeated, String type, int oneof) {}

  /// An enumeration.
  record Choice(String name, Map<String, Integer> values) {}

  static ProtoText parse(String text) {
    return new Parser(text).file();
  }

  private static final class Parser {
    private static final Pattern TOKEN =
        Pattern.compile("//[^\\n]*|\"[^\"]*\"|[A-Za-z_0-9.]+|[{}()<>=;,]");
    private final ArrayDeque<String> tokens = new ArrayDeque<>();

    Parser(String text) {
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        if (!matcher.group().startsWith("//")) {
          tokens.add(matcher.group());
        }
      }
    }

    ProtoText file() {
      String packageName = "";
      List<Service> services = new ArrayList<>();
      List<Message> messages = new ArrayList<>();
      List<Choice> choices = new ArrayList<>();
      while (!tokens.isEmpty()) {
        String word = tokens.remove();
        switch (word) {
          case "syntax" -> skip("=", "\"proto3\"", ";");
          case "package" -> {
            packageName = tokens.remove();
            skip(";");
          }
          case "service" -> services.add(service());
          case "message" -> messages.add(message());
          case "enum" -> choices.add(choice());
          default -> throw unexpected(word);
        }
      }
      return new ProtoText(packageName, services, messages, choices);
    }

    private Service service() {
      String name = tokens.remove();
      List<Method> methods = new ArrayList<>();
      skip("{");
      while (!taken("}")) {
        skip("rpc");
        String method = tokens.remove();
        skip("(");
        boolean streamsRequests = taken("stream");
        String request = tokens.remove();
        skip(")", "returns", "(");
        boolean streamsReplies = taken("stream");
        String reply = tokens.remove();
        skip(")", ";");
        methods.add(new Method(method, streamsRequests, request, streamsReplies, reply));
      }
      return new Service(name, methods);
    }

    private Message message() {
      Message message =
          new Message(
              tokens.remove(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              false);
      skip("{");
      while (!taken("}")) {
        if (taken("message")) {
          message.nested.add(message());
        } else if (taken("enum")) {
          message.choices.add(choice());
        } else if (taken("oneof")) {
          message.oneofs.add(tokens.remove());
          skip("{");
          while (!taken("}")) {
            message.fields.add(field(false, tokens.remove(), message.oneofs.size() - 1));
          }
        } else if (taken("map")) {
          map(message);
        } else {
          boolean repeated = taken("repeated");
          message.fields.add(field(repeated, tokens.remove(), -1));
        }
      }
      return message;
    }

    private void map(Message message) {
      skip("<");
      String key = tokens.remove();
      skip(",");
      String value = tokens.remove();
      skip(">");
      String name = tokens.getFirst();
      String entry = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Entry";
      message.fields.add(field(true, entry, -1));
      message.nested.add(
          new Message(
              entry,
              List.of(new Field("key", 1, false, key, -1), new Field("value", 2, false, value, -1)),
              List.of(),
              List.of(),
              List.of(),
              true));
    }

    private Field field(boolean repeated, String type, int oneof) {
      String name = tokens.remove();
      skip("=");
      int number = Integer.parseInt(tokens.remove());
      skip(";");
      return new Field(name, number, repeated, type, oneof);
    }

    private Choice choice() {
      String name = tokens.remove();
      Map<String, Integer> values = new LinkedHashMap<>();
      skip("{");
      while (!taken("}")) {
        String value = tokens.remove();
        skip("=");
        values.put(value, Integer.parseInt(tokens.remove()));
        skip(";");
      }
      return new Choice(name, values);
    }

    private boolean taken(String word) {
      if (!word.equals(tokens.peek())) {
        return false;
      }
      tokens.remove();
      return true;
    }

    private void skip(String... words) {
      for (String word : words) {
        if (!taken(word)) {
          throw unexpected(String.valueOf(tokens.peek()));
        }
      }
    }

    private static IllegalArgumentException unexpected(String word) {
      return new IllegalArgumentException("'%s' cannot stand here".formatted(word));
    }
  }
}
