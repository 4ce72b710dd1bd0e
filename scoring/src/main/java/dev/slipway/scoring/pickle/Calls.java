package dev.slipway.scoring.pickle;

import dev.slipway.scoring.pickle.Pickled.Bytes;
import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Global;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The few calls in a pickle that only spell a value: older protocols have no opcode for bytes, sets or a
/// plain object. Every other call stays an [Instance].
final class Calls {
  private final Budget budget;

  Calls(Budget budget) {
    this.budget = budget;
  }

  Pickled call(long position, Pickled callable, List<Pickled> arguments) {
    if (callable instanceof Global(String module, String name)) {
      switch (module) {
        case "copyreg" -> {
          if (name.equals("_reconstructor") && !arguments.isEmpty()) {
            return new Instance(arguments.getFirst(), List.of());
          }
          if (name.equals("__newobj__") && !arguments.isEmpty()) {
            return new Instance(arguments.getFirst(), arguments.subList(1, arguments.size()));
          }
        }
        case "_codecs" -> {
          if (name.equals("encode")
              && !arguments.isEmpty()
              && arguments.getFirst() instanceof Text text) {
            return latin1(position, text.value());
          }
        }
        case "builtins" -> {
          return builtin(position, callable, name, arguments);
        }
        default -> {}
      }
    }
    return new Instance(callable, arguments);
  }

  private Pickled builtin(long position, Pickled callable, String name, List<Pickled> arguments) {
    return switch (name) {
      case "bytes", "bytearray" -> {
        if (arguments.isEmpty()) {
          yield new Bytes(new byte[0], 0, 0);
        }
        yield switch (arguments.getFirst()) {
          case Bytes bytes -> bytes;
          case Text(String text) -> latin1(position, text);
          default -> new Instance(callable, arguments);
        };
      }
      case "list", "tuple", "set", "frozenset" -> {
        if (arguments.isEmpty()) {
          yield new Sequence(new ArrayList<>());
        }
        if (arguments.getFirst() instanceof Sequence sequence) {
          budget.copy(position, 8L * sequence.size());
          yield new Sequence(new ArrayList<>(sequence.items()));
        }
        yield new Instance(callable, arguments);
      }
      case "dict" -> arguments.isEmpty() ? new Dict() : new Instance(callable, arguments);
      default -> new Instance(callable, arguments);
    };
  }

  private Bytes latin1(long position, String text) {
    budget.copy(position, text.length());
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Bytes(bytes, 0, bytes.length);
  }
}
