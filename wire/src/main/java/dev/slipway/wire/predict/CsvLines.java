package dev.slipway.wire.predict;

import dev.slipway.wire.json.JsonInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The records of comma-separated text as RFC 4180 has them: quotes around a cell that holds commas, line
/// ends or quotes, which are doubled. Lines may end with LF alone, and empty ones are passed over.
public final class CsvLines {
  private final String text;
  private int at;

  public CsvLines(byte[] body, int length) {
    try {
      this.text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, length)).toString();
    } catch (CharacterCodingException _) {
      throw JsonInput.malformed("the body is not valid UTF-8; encode it so");
    }
    this.at = text.startsWith("\ufeff") ? 1 : 0;
  }

  /// The next record's cells, empty after the last.
  public List<String> next() {
    while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
      at++;
    }
    List<String> cells = new ArrayList<>();
    if (at == text.length()) {
      return cells;
    }
    while (true) {
      cells.add(text.startsWith("\"", at) ? quoted() : plain());
      if (at == text.length() || text.charAt(at) != ',') {
        return cells;
      }
      at++;
    }
  }

  private String plain() {
    int from = at;
    while (at < text.length() && ",\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    int opened = at++;
    StringBuilder cell = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        cell.append(c);
      } else if (text.startsWith("\"", at)) {
        cell.append('"');
        at++;
      } else {
        if (at < text.length() && ",\n\r".indexOf(text.charAt(at)) < 0) {
          throw JsonInput.malformed("a quoted cell goes on after its end, at character " + at);
        }
        return cell.toString();
      }
    }
    throw JsonInput.malformed("the quote at character %d is never closed".formatted(opened));
  }
}
