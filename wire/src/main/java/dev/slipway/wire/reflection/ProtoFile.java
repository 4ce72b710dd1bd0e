package dev.slipway.wire.reflection;

import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.protobuf.MessageWriter;
import dev.slipway.wire.reflection.ProtoText.Choice;
import dev.slipway.wire.reflection.ProtoText.Field;
import dev.slipway.wire.reflection.ProtoText.Message;
import dev.slipway.wire.reflection.ProtoText.Method;
import dev.slipway.wire.reflection.ProtoText.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A file of protobuf's language, as the `FileDescriptorProto` that `protoc` makes of it.
///
/// @param symbols the full names of its services, their methods, its messages and enumerations
/// @param services the full names of its services
record ProtoFile(String name, Set<String> symbols, List<String> services, byte[] descriptor) {
  private static final int OPTIONAL = 1;
  private static final int REPEATED = 3;
  private static final int MESSAGE = 11;
  private static final int ENUM = 14;
  private static final Map<String, Integer> SCALARS =
      Map.ofEntries(
          Map.entry("double", 1),
          Map.entry("float", 2),
          Map.entry("int64", 3),
          Map.entry("uint64", 4),
          Map.entry("int32", 5),
          Map.entry("bool", 8),
          Map.entry("string", 9),
          Map.entry("bytes", 12),
          Map.entry("uint32", 13));

  static ProtoFile of(String name, String text) {
    ProtoText file = ProtoText.parse(text);
    Map<String, Integer> types = new LinkedHashMap<>();
    declare(file.packageName(), file.messages(), file.choices(), types);
    List<String> symbols = new ArrayList<>(types.keySet());
    List<String> services = new ArrayList<>();
    for (Service service : file.services()) {
      String full = file.packageName() + "." + service.name();
      services.add(full);
      symbols.add(full);
      service.methods().forEach(method -> symbols.add(full + "." + method.name()));
    }
    JsonBuffer out = new JsonBuffer();
    new Writer(types, new MessageWriter(out)).file(name, file);
    return new ProtoFile(name, Set.copyOf(symbols), services, out.toByteArray());
  }

  private static void declare(
      String scope, List<Message> messages, List<Choice> choices, Map<String, Integer> types) {
    for (Message message : messages) {
      String full = scope + "." + message.name();
      types.put(full, MESSAGE);
      declare(full, message.nested(), message.choices(), types);
    }
    choices.forEach(choice -> types.put(scope + "." + choice.name(), ENUM));
  }

  /// Writes the descriptor, whose field numbers are those of protobuf's `descriptor.proto`.
  private record Writer(Map<String, Integer> types, MessageWriter out) {
    void file(String name, ProtoText file) {
      out.text(1, name).text(2, file.packageName());
      file.messages().forEach(m -> out.message(4, _ -> message(m, file.packageName())));
      file.choices().forEach(c -> out.message(5, _ -> choice(c)));
      file.services().forEach(s -> out.message(6, _ -> service(s, file.packageName())));
      out.text(12, "proto3");
    }

    private void message(Message message, String scope) {
      String full = scope + "." + message.name();
      out.text(1, message.name());
      message.fields().forEach(f -> out.message(2, _ -> field(f, full)));
      message.nested().forEach(m -> out.message(3, _ -> message(m, full)));
      message.choices().forEach(c -> out.message(4, _ -> choice(c)));
      if (message.mapEntry()) {
        out.message(7, options -> options.flag(7, true));
      }
      message.oneofs().forEach(oneof -> out.message(8, body -> body.text(1, oneof)));
    }

    private void field(Field field, String scope) {
      out.text(1, field.name()).number(3, field.number());
      out.number(4, field.repeated() ? REPEATED : OPTIONAL);
      Integer scalar = SCALARS.get(field.type());
      if (scalar == null) {
        String type = resolve(field.type(), scope);
        out.number(5, Objects.requireNonNull(types.get(type))).text(6, "." + type);
      } else {
        out.number(5, scalar);
      }
      if (field.oneof() >= 0) {
        out.numberOrZero(9, field.oneof());
      }
      out.text(10, jsonName(field.name()));
    }

    private void choice(Choice choice) {
      out.text(1, choice.name());
      choice
          .values()
          .forEach((name, number) ->
              out.message(2, value -> value.text(1, name).numberOrZero(2, number)));
    }

    private void service(Service service, String scope) {
      out.text(1, service.name());
      service.methods().forEach(m -> out.message(2, _ -> method(m, scope)));
    }

    private void method(Method method, String scope) {
      out.text(1, method.name());
      out.text(2, "." + resolve(method.request(), scope));
      out.text(3, "." + resolve(method.reply(), scope));
      out.flag(5, method.streamsRequests()).flag(6, method.streamsReplies());
    }

    /// Looks a name up from the innermost scope outwards.
    private String resolve(String type, String scope) {
      String at = scope;
      while (!types.containsKey(at + "." + type)) {
        int dot = at.lastIndexOf('.');
        if (dot < 0) {
          throw new IllegalArgumentException("'%s' is no type of the file".formatted(type));
        }
        at = at.substring(0, dot);
      }
      return at + "." + type;
    }
  }

  private static String jsonName(String name) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (char c : name.toCharArray()) {
      if (c != '_') {
        camel.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = c == '_';
    }
    return camel.toString();
  }
}
