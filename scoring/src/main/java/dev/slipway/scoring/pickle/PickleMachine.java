package dev.slipway.scoring.pickle;

import dev.slipway.scoring.pickle.Pickled.BigInt;
import dev.slipway.scoring.pickle.Pickled.Bool;
import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Global;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.Int;
import dev.slipway.scoring.pickle.Pickled.None;
import dev.slipway.scoring.pickle.Pickled.Real;
import dev.slipway.scoring.pickle.Pickled.Sequence;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stack machine of the pickle language, protocols 0 to 5, with one difference to Python's: naming a
/// class gives its name, and calling it gives an [Instance] that remembers the call.
///
/// It runs in one loop without recursion, so nesting in the file costs no stack. Opcodes are the letters
/// of Python's `pickletools`. Out-of-band buffers, persistent ids and the extension registry mean
/// something only to the program that wrote the file, and are refused.
final class PickleMachine {
  private final PickleInput in;
  private final Budget budget;
  private final Set<Global> globals;
  private final Calls calls;
  private final InlineArrays inlineArrays;

  private final List<Pickled> stack = new ArrayList<>();
  private int[] marks = new int[16];
  private int markCount;
  private @Nullable Pickled[] memo = new Pickled[256];
  private int memoized;
  private int protocol;

  PickleMachine(PickleInput in, Budget budget, Set<Global> globals, int depth) {
    this.in = in;
    this.budget = budget;
    this.globals = globals;
    this.calls = new Calls(budget);
    this.inlineArrays = new InlineArrays(in, budget, globals, depth);
  }

  int protocol() {
    return protocol;
  }

  /// Runs up to STOP and gives the value on top of the stack. The input then stands behind the STOP.
  Pickled run() {
    while (true) {
      budget.operation(in.position());
      int opcode = in.u1();
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> protocol(in.u1());
      case 0x95 -> in.i8();
      case '(' -> mark();
      case '0' -> discard();
      case '1' -> popToMark();
      case '2' -> push(top());
      case 'N' -> push(None.NONE);
      case 0x88 -> push(new Bool(true));
      case 0x89 -> push(new Bool(false));
      case 'K' -> push(new Int(in.u1()));
      case 'M' -> push(new Int(in.u2()));
      case 'J' -> push(new Int(in.i4()));
      case 'I', 'L' -> push(decimal(in.line()));
      case 0x8a -> push(integer(in.twosComplement(in.u1())));
      case 0x8b -> push(integer(in.twosComplement(bounded(in.i4()))));
      case 'F' -> push(real(in.line()));
      case 'G' -> push(new Real(in.f8BigEndian()));
      case 'S' -> push(new Text(PythonText.unquote(in.position(), in.line())));
      case 'V' -> push(new Text(PythonText.unescape(in.line())));
      case 'T' -> push(new Text(latin1(bounded(in.i4()))));
      case 'U' -> push(new Text(latin1(in.u1())));
      case 'X' -> push(new Text(utf8(in.u4())));
      case 0x8c -> push(new Text(utf8(in.u1())));
      case 0x8d -> push(new Text(utf8(in.i8())));
      case 'B' -> push(in.slice(in.u4()));
      case 'C' -> push(in.slice(in.u1()));
      case 0x8e, 0x96 -> push(in.slice(in.i8()));
      case ']', ')', 0x8f -> push(new Sequence(new ArrayList<>(0)));
      case 'l', 't', 0x91 -> push(new Sequence(popToMark()));
      case 0x85 -> push(new Sequence(pop(1)));
      case 0x86 -> push(new Sequence(pop(2)));
      case 0x87 -> push(new Sequence(pop(3)));
      case 'a' -> append(pop(1));
      case 'e', 0x90 -> append(popToMark());
      case '}' -> push(new Dict());
      case 'd' -> {
        List<Pickled> pairs = popToMark();
        Dict dict = new Dict();
        set(dict, pairs);
        push(dict);
      }
      case 's' -> setItems(pop(2));
      case 'u' -> setItems(popToMark());
      case 'g' -> push(recall(index(in.line())));
      case 'h' -> push(recall(in.u1()));
      case 'j' -> push(recall(in.u4()));
      case 'p' -> memoize(index(in.line()));
      case 'q' -> memoize(in.u1());
      case 'r' -> memoize(in.u4());
      case 0x94 -> memoize(memoized);
      case 'c' -> push(global(in.line(), in.line()));
      case 0x93 -> {
        List<Pickled> names = pop(2);
        if (names.get(0) instanceof Text(String module)
            && names.get(1) instanceof Text(String name)) {
          push(global(module, name));
        } else {
          throw corrupt("a global is named by something that is no text");
        }
      }
      case 'i' -> {
        Global type = global(in.line(), in.line());
        push(new Instance(type, popToMark()));
      }
      case 'o' -> {
        List<Pickled> made = popToMark();
        if (made.isEmpty()) {
          throw corrupt("an object without a class");
        }
        push(new Instance(made.getFirst(), made.subList(1, made.size())));
      }
      case 'R' -> {
        List<Pickled> arguments = sequence(pop());
        push(calls.call(in.position(), pop(), arguments));
      }
      case 0x81 -> {
        List<Pickled> arguments = sequence(pop());
        push(new Instance(pop(), arguments));
      }
      case 0x92 -> {
        discard();
        List<Pickled> arguments = sequence(pop());
        push(new Instance(pop(), arguments));
      }
      case 'b' -> build(pop());
      case 0x97, 0x98 -> throw refused("out-of-band buffers (dump it without buffer_callback)");
      case 'P', 'Q' -> throw refused("persistent ids");
      case 0x82, 0x83, 0x84 -> throw refused("codes of the copyreg extension registry");
      default -> throw corrupt("0x%02x is no pickle opcode".formatted(opcode));
    }
  }

  private void protocol(int version) {
    if (version > 5) {
      throw Corrupt.unsupported(
          "The pickle has protocol %d; the newest known is 5. Dump it with protocol=5."
              .formatted(version));
    }
    protocol = version;
  }

  private Global global(String module, String name) {
    globals.add(new Global(module, name));
    return Global.of(module, name);
  }

  private void build(Pickled state) {
    switch (top()) {
      case Instance instance -> {
        instance.build(state);
        inlineArrays.readBehind(instance);
      }
      case Dict dict when state instanceof Dict more -> {
        budget.copy(in.position(), 16L * more.size());
        dict.putAll(more);
      }
      default -> throw corrupt("a state is given to something that is no object");
    }
  }

  private void append(List<Pickled> items) {
    switch (top()) {
      case Sequence sequence -> sequence.items().addAll(items);
      case Instance instance -> instance.appendable().items().addAll(items);
      default -> throw corrupt("items are appended to something that is no list");
    }
  }

  private void setItems(List<Pickled> pairs) {
    switch (top()) {
      case Dict dict -> set(dict, pairs);
      case Instance instance -> set(instance.settable(), pairs);
      default -> throw corrupt("entries are put into something that is no dict");
    }
  }

  private void set(Dict dict, List<Pickled> pairs) {
    if (pairs.size() % 2 != 0) {
      throw corrupt("a dict has a key without a value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      dict.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private List<Pickled> sequence(Pickled value) {
    if (value instanceof Sequence sequence) {
      return sequence.items();
    }
    throw corrupt("the arguments of a call are no tuple");
  }

  private void push(Pickled value) {
    stack.add(value);
  }

  private Pickled pop() {
    int last = stack.size() - 1;
    if (last < floor()) {
      throw corrupt("the stack is empty");
    }
    return stack.remove(last);
  }

  private List<Pickled> pop(int count) {
    return cut(stack.size() - count);
  }

  private Pickled top() {
    if (stack.size() <= floor()) {
      throw corrupt("the stack is empty");
    }
    return stack.getLast();
  }

  private List<Pickled> cut(int from) {
    if (from < floor()) {
      throw corrupt("the stack is empty");
    }
    List<Pickled> tail = stack.subList(from, stack.size());
    List<Pickled> items = new ArrayList<>(tail);
    tail.clear();
    return items;
  }

  private void mark() {
    if (markCount == marks.length) {
      marks = Arrays.copyOf(marks, marks.length * 2);
    }
    marks[markCount++] = stack.size();
  }

  private int floor() {
    return markCount == 0 ? 0 : marks[markCount - 1];
  }

  private List<Pickled> popToMark() {
    if (markCount == 0) {
      throw corrupt("there is no mark on the stack");
    }
    int from = marks[--markCount];
    return cut(from);
  }

  /// POP: takes a value, or the mark where nothing lies on it.
  private void discard() {
    if (markCount > 0 && stack.size() == floor()) {
      markCount--;
    } else {
      pop();
    }
  }

  private Pickled recall(long index) {
    Pickled value = index < 0 || index >= memo.length ? null : memo[(int) index];
    if (value == null) {
      throw corrupt("nothing was remembered as " + index);
    }
    return value;
  }

  private void memoize(long index) {
    if (index < 0 || index >= Budget.MAX_MEMO) {
      throw corrupt("more than %,d values are remembered".formatted(Budget.MAX_MEMO));
    }
    int at = (int) index;
    if (at >= memo.length) {
      memo = Arrays.copyOf(memo, Math.min(Budget.MAX_MEMO, Math.max(at + 1, memo.length * 2)));
    }
    memo[at] = top();
    memoized++;
  }

  private String utf8(long length) {
    String text = in.utf8(length);
    budget.copy(in.position(), length);
    return text;
  }

  private String latin1(long length) {
    String text = in.latin1(length);
    budget.copy(in.position(), length);
    return text;
  }

  private int bounded(int length) {
    if (length < 0) {
      throw corrupt("a length is negative");
    }
    return length;
  }

  private long index(String line) {
    try {
      return Long.parseLong(line.strip());
    } catch (NumberFormatException e) {
      throw corrupt("'" + PythonText.excerpt(line) + "' is no index");
    }
  }

  private Pickled decimal(String line) {
    String digits = line.strip();
    if (digits.equals("00") || digits.equals("01")) {
      return new Bool(digits.equals("01"));
    }
    if (digits.endsWith("L")) {
      digits = digits.substring(0, digits.length() - 1);
    }
    try {
      if (digits.length() <= PythonText.MAX_DIGITS) {
        return integer(new BigInteger(digits));
      }
    } catch (NumberFormatException e) {
      throw corrupt("'" + PythonText.excerpt(line) + "' is no integer");
    }
    throw corrupt("an integer has %d digits".formatted(digits.length()));
  }

  private Pickled real(String line) {
    String digits = line.strip();
    return switch (digits) {
      case "inf" -> new Real(Double.POSITIVE_INFINITY);
      case "-inf" -> new Real(Double.NEGATIVE_INFINITY);
      case "nan" -> new Real(Double.NaN);
      default -> {
        try {
          yield new Real(Double.parseDouble(digits));
        } catch (NumberFormatException e) {
          throw corrupt("'" + PythonText.excerpt(line) + "' is no number");
        }
      }
    };
  }

  private static Pickled integer(BigInteger value) {
    return value.bitLength() < 64 ? new Int(value.longValue()) : new BigInt(value);
  }

  private RuntimeException corrupt(String what) {
    return Corrupt.at(in.position(), what);
  }

  private RuntimeException refused(String what) {
    return Corrupt.unsupported(
        "The pickle uses %s, which only the program that wrote it understands.".formatted(what));
  }
}
