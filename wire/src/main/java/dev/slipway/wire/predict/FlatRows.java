package dev.slipway.wire.predict;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads the plain request where it is as nearly all are: objects that have every input once and nothing else, of
/// [PlainJson].
///
/// It makes no object and knows no mistakes: what is otherwise in any way, faulty or only rare, it leaves to the
/// reader of all JSON, which then starts from the beginning. So it may be stricter than that one and never more
/// lenient, and a test holds the two together. Thread-safe.
final class FlatRows {
  /// The request has to be read by the reader of all JSON.
  static final int OTHERWISE = -1;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final byte[][] quotedNames;
  private final boolean[] booleans;
  private final CellReader cells;
  private final NameTable names;
  private final boolean possible;

  FlatRows(List<Field> inputs, CellReader cells) {
    this.cells = cells;
    this.quotedNames = new byte[inputs.size()][];
    this.booleans = new boolean[inputs.size()];
    byte[][] plain = new byte[inputs.size()][];
    for (int c = 0; c < plain.length; c++) {
      String name = inputs.get(c).name();
      quotedNames[c] = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
      plain[c] = name.getBytes(StandardCharsets.UTF_8);
      booleans[c] = inputs.get(c).type() == ColumnType.BOOLEAN;
    }
    this.names = new NameTable(plain);
    this.possible =
        !inputs.isEmpty() && inputs.stream().allMatch(field -> isWrittenAsItIs(field.name()));
  }

  /// Whether a name has the same bytes in JSON as in memory, having nothing that may be escaped.
  private static boolean isWrittenAsItIs(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
  }

  /// Adds the rows and returns how many there are, or [#OTHERWISE] having added none.
  int read(byte[] body, int length, Rows rows, InputFaults faults, int maxRows) {
    if (!possible || !faults.isEmpty()) {
      return OTHERWISE;
    }
    int before = rows.size();
    PlainJson in = new PlainJson(body, length);
    int count = rows(in, rows, faults, maxRows);
    if (count != OTHERWISE && in.next() == PlainJson.END && faults.isEmpty()) {
      return count;
    }
    while (rows.size() > before) {
      rows.removeLast();
    }
    faults.clear();
    return OTHERWISE;
  }

  private int rows(PlainJson in, Rows rows, InputFaults faults, int maxRows) {
    if (!in.take('[')) {
      return row(in, rows, 0, faults) ? 1 : OTHERWISE;
    }
    int count = 0;
    do {
      if (count == maxRows || !row(in, rows, count, faults)) {
        return OTHERWISE;
      }
      count++;
    } while (in.take(','));
    return in.take(']') ? count : OTHERWISE;
  }

  private boolean row(PlainJson in, Rows rows, int row, InputFaults faults) {
    int slot = rows.add();
    for (int member = 0; member < quotedNames.length; member++) {
      if (!in.take(member == 0 ? '{' : ',')) {
        return false;
      }
      int column = column(in, member);
      if (column < 0 || !rows.mark(column) || !in.take(':')) {
        return false;
      }
      if (!cell(in, column, rows, slot, row, faults)) {
        return false;
      }
    }
    return in.take('}');
  }

  /// The column whose name stands here, mostly the one that comes next in the signature; -1 for another name.
  private int column(PlainJson in, int expected) {
    if (in.next() == '"' && in.take(quotedNames[expected])) {
      return expected;
    }
    return in.takeText() ? names.find(in.bytes(), in.textFrom(), in.textTo()) : -1;
  }

  private boolean cell(PlainJson in, int column, Rows rows, int slot, int row, InputFaults faults) {
    switch (in.next()) {
      case '"' -> {
        if (!in.takeText()) {
          return false;
        }
        cells.text(in.bytes(), in.textFrom(), in.textTo(), column, rows, slot, row, faults);
        return true;
      }
      case 't', 'f' -> {
        boolean value = in.take(TRUE);
        cells.number(value ? 1 : 0, column, rows, slot, row, faults);
        return booleans[column] && (value || in.take(FALSE));
      }
      case 'n' -> {
        cells.missing(column, row, faults);
        return in.take(NULL);
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        double number = in.takeNumber();
        cells.number(number, column, rows, slot, row, faults);
        return !Double.isNaN(number);
      }
      default -> {
        return false;
      }
    }
  }
}
