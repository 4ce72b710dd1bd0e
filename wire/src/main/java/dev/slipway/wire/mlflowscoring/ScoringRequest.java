package dev.slipway.wire.mlflowscoring;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.Method;
import dev.slipway.wire.predict.RowList;
import dev.slipway.wire.predict.RowReader;
import dev.slipway.wire.predict.TableHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A scoring request in one of the four JSON forms: `dataframe_split`, `dataframe_records`, `instances` or
/// `inputs`.
///
/// Its members may come in any order, so it is read twice: once to learn its form, and once to copy its
/// cells, none of which becomes an object on the way.
public final class ScoringRequest {
  private static final List<String> FORMS =
      List.of("dataframe_split", "dataframe_records", "instances", "inputs");

  private final byte[] body;
  private final int length;
  private final RowReader reader;
  private final List<String> forms = new ArrayList<>();
  private JsonToken content = JsonToken.NOT_AVAILABLE;
  private @Nullable TableHeader columns;
  private boolean hasRows;
  private Method method = Method.PREDICT;

  private ScoringRequest(byte[] body, int length, RowReader reader) {
    this.body = body;
    this.length = length;
    this.reader = reader;
  }

  public static ScoringRequest read(byte[] body, int length, RowReader reader) {
    ScoringRequest request = new ScoringRequest(body, length, reader);
    boolean[] object = new boolean[1];
    try {
      JsonInput.read(
          body,
          length,
          in -> {
            object[0] = in.currentToken() == JsonToken.START_OBJECT;
            if (object[0]) {
              request.outline(in);
            } else {
              in.skipChildren();
            }
            return 0;
          });
    } catch (SlipwayException e) {
      throw new SlipwayException(
          e.code(),
          "Invalid input. Ensure that input is a valid JSON formatted string. " + e.getMessage(),
          e);
    }
    if (!object[0] || request.forms.size() != 1) {
      throw JsonInput.malformed(
          "The input must be a JSON dictionary with exactly one of the input fields "
              + String.join(", ", FORMS));
    }
    request.check();
    return request;
  }

  public Method method() {
    return method;
  }

  /// Copies the request into rows; one faulty cell refuses the whole request. Returns how many rows there
  /// are.
  public int fill(Rows rows, InputFaults faults, int maxRows) {
    int count = JsonInput.read(body, length, in -> content(in, rows, faults, maxRows));
    if (count == 0) {
      throw JsonInput.malformed("the request has no rows; send at least one");
    }
    if (!faults.isEmpty()) {
      rows.clear();
    }
    return count;
  }

  /// Learns the form, the method and, of a split table, the columns.
  private void outline(JsonParser in) {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      JsonToken value = in.nextToken();
      if (FORMS.contains(member)) {
        forms.add(member);
        content = value;
      }
      if (member.equals("dataframe_split") && value == JsonToken.START_OBJECT) {
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String part = in.currentName();
          JsonToken kind = in.nextToken();
          hasRows |= part.equals("data") && kind == JsonToken.START_ARRAY;
          if (part.equals("columns") && kind == JsonToken.START_ARRAY) {
            columns = reader.header(in);
          } else {
            in.skipChildren();
          }
        }
      } else if (member.equals("params") && value == JsonToken.START_OBJECT) {
        method = Method.read(in).orElse(method);
      } else {
        in.skipChildren();
      }
    }
  }

  private void check() {
    switch (forms.getFirst()) {
      case "dataframe_split" -> {
        if (content != JsonToken.START_OBJECT) {
          throw JsonInput.malformed(
              "Dataframe split format must be a dictionary. Got " + python(content));
        }
        if (columns == null || !hasRows) {
          throw JsonInput.malformed("Dataframe split format needs the lists 'columns' and 'data'");
        }
      }
      case "dataframe_records" -> {
        if (content != JsonToken.START_ARRAY) {
          throw JsonInput.malformed(
              "Dataframe records format must be a list of records. Got " + python(content) + ".");
        }
      }
      case "instances" -> requireList();
      default -> {
        if (content != JsonToken.START_OBJECT) {
          requireList();
        }
      }
    }
  }

  private void requireList() {
    if (content != JsonToken.START_ARRAY) {
      throw JsonInput.malformed(
          "'%s' must be a list of rows. Got %s".formatted(forms.getFirst(), python(content)));
    }
  }

  private int content(JsonParser in, Rows rows, InputFaults faults, int maxRows) {
    int count = 0;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      JsonToken value = in.nextToken();
      if (!FORMS.contains(member)) {
        in.skipChildren();
      } else if (member.equals("dataframe_split")) {
        count = split(in, rows, faults, maxRows);
      } else if (member.equals("dataframe_records")) {
        count = records(in, rows, faults, maxRows);
      } else if (value == JsonToken.START_OBJECT) {
        count = new ColumnReader(reader, rows, faults, maxRows).read(in);
      } else {
        count = RowList.read(in, reader, rows, faults, maxRows);
      }
    }
    return count;
  }

  private int split(JsonParser in, Rows rows, InputFaults faults, int maxRows) {
    TableHeader header = Objects.requireNonNull(columns);
    int count = 0;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      boolean cells = in.currentName().equals("data");
      in.nextToken();
      if (!cells) {
        in.skipChildren();
        continue;
      }
      while (in.nextToken() != JsonToken.END_ARRAY) {
        RowList.requireRoom(count, maxRows);
        if (in.currentToken() != JsonToken.START_ARRAY) {
          throw JsonInput.malformed(
              "row %d must be a list of values. Got %s"
                  .formatted(count, python(in.currentToken())));
        }
        header.read(in, rows, count++, faults);
      }
    }
    return count;
  }

  private int records(JsonParser in, Rows rows, InputFaults faults, int maxRows) {
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      RowList.requireRoom(count, maxRows);
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw JsonInput.malformed(
            "record %d must be a dictionary. Got %s".formatted(count, python(in.currentToken())));
      }
      reader.read(in, rows, count++, faults);
    }
    return count;
  }

  /// What the protocol's own server calls the kind of a value.
  private static String python(JsonToken value) {
    return switch (value) {
      case START_ARRAY -> "list";
      case START_OBJECT -> "dictionary";
      case VALUE_STRING -> "str";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
      case VALUE_TRUE, VALUE_FALSE -> "bool";
      case VALUE_NULL -> "None";
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "nothing";
    };
  }
}
