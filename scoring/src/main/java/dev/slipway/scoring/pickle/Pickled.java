package dev.slipway.scoring.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of a pickle, inert: what a class or a call would have become in Python is an [Instance] that
/// only remembers how it was described.
///
/// Values may be shared and may contain themselves, so containers compare by identity and nothing here
/// walks the whole graph.
public sealed interface Pickled {
  enum None implements Pickled {
    NONE
  }

  record Bool(boolean value) implements Pickled {}

  record Int(long value) implements Pickled {}

  record BigInt(BigInteger value) implements Pickled {}

  record Real(double value) implements Pickled {}

  record Text(String value) implements Pickled {}

  /// The name of a Python class or function, never resolved. Python 2's and NumPy 2's names of a module
  /// are those of Python 3 and NumPy 1 here.
  record Global(String module, String name) implements Pickled {
    static Global of(String module, String name) {
      return new Global(ModuleNames.canonical(module), name);
    }

    public boolean is(String qualified) {
      return qualified.length() == module.length() + 1 + name.length()
          && qualified.startsWith(module)
          && qualified.endsWith(name)
          && qualified.charAt(module.length()) == '.';
    }

    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /// A slice of the file, or bytes of their own.
  final class Bytes implements Pickled {
    private final byte[] array;
    private final int offset;
    private final int length;

    public Bytes(byte[] array, int offset, int length) {
      this.array = array;
      this.offset = offset;
      this.length = length;
    }

    public byte[] array() {
      return array;
    }

    public int offset() {
      return offset;
    }

    public int length() {
      return length;
    }
  }

  /// A list, tuple or set, in the order of the file.
  final class Sequence implements Pickled {
    private final List<Pickled> items;

    public Sequence(List<Pickled> items) {
      this.items = items;
    }

    public List<Pickled> items() {
      return items;
    }

    public int size() {
      return items.size();
    }

    public Pickled get(int index) {
      return items.get(index);
    }
  }

  /// A dict. Any value may be a key, since keys are not hashed; only keys that are text can be looked up.
  final class Dict implements Pickled {
    private final List<Pickled> keys = new ArrayList<>(4);
    private final List<Pickled> values = new ArrayList<>(4);
    private final Map<String, Pickled> byText = new HashMap<>();

    void put(Pickled key, Pickled value) {
      keys.add(key);
      values.add(value);
      if (key instanceof Text(String text)) {
        byText.put(text, value);
      }
    }

    void putAll(Dict other) {
      for (int i = 0; i < other.keys.size(); i++) {
        put(other.keys.get(i), other.values.get(i));
      }
    }

    public int size() {
      return keys.size();
    }

    public List<Pickled> keys() {
      return keys;
    }

    public List<Pickled> values() {
      return values;
    }

    /// The value of a text key, or null where there is none.
    public @Nullable Pickled get(String key) {
      return byText.get(key);
    }
  }

  /// An object as the file describes it: which callable with which arguments, then which state, items and
  /// entries were given to it.
  final class Instance implements Pickled {
    private final Pickled callable;
    private final List<Pickled> arguments;
    private Pickled state = None.NONE;
    private @Nullable Sequence items;
    private @Nullable Dict entries;
    private @Nullable Pickled inline;

    public Instance(Pickled callable, List<Pickled> arguments) {
      this.callable = callable;
      this.arguments = arguments;
    }

    void build(Pickled newState) {
      state = newState;
    }

    void inline(Pickled content) {
      inline = content;
    }

    Sequence appendable() {
      if (items == null) {
        items = new Sequence(new ArrayList<>());
      }
      return items;
    }

    Dict settable() {
      if (entries == null) {
        entries = new Dict();
      }
      return entries;
    }

    /// The class, or null where the callable is itself the outcome of a call.
    public @Nullable Global type() {
      return callable instanceof Global global ? global : null;
    }

    public boolean is(String qualified) {
      return callable instanceof Global global && global.is(qualified);
    }

    public List<Pickled> arguments() {
      return arguments;
    }

    public Pickled state() {
      return state;
    }

    /// The entries of an object that is a dict by inheritance (OrderedDict, Bunch), or null.
    public @Nullable Dict entries() {
      return entries;
    }

    public @Nullable Sequence items() {
      return items;
    }

    /// What joblib wrote behind this object: the bytes of an array, or an array of objects; else null.
    public @Nullable Pickled inline() {
      return inline;
    }
  }
}
