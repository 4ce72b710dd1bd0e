package dev.slipway.wire.json;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON as it comes from outside: parsed as a stream, bounded in depth and in the length of its numbers
/// and names, with the position of every mistake. Thread-safe.
///
/// `NaN` and the infinities are let through as tokens, since pandas and numpy write them: the reader of
/// the values refuses them with a better message than a syntax error.
public final class JsonInput {
  private static final int MAX_DEPTH = 64;
  private static final int DECODED_AT_ONCE = 8192;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .recyclerPool(new StripedRecyclers())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(400)
                  .maxNameLength(10_000)
                  .build())
          .build();

  private static final Pattern PARSERS_OWN =
      Pattern.compile(" \\(start marker at \\[[^]]*]\\)|, from `[^`]*`");
  private static final JsonMapper TREES = JsonMapper.builder(FACTORY).build();

  private JsonInput() {}

  /// Reads one JSON value as a tree, for forms whose parts may come in any order.
  public static JsonNode tree(byte[] json, int length) {
    JsonNode[] tree = new JsonNode[1];
    read(
        json,
        length,
        in -> {
          tree[0] = TREES.readTree(in);
          return 0;
        });
    return tree[0];
  }

  /// Gives a reader of streams a value out of a tree, standing on its first token.
  public static void onFirstToken(JsonNode value, Consumer<JsonParser> body) {
    try (JsonParser in = value.traverse(ObjectReadContext.empty())) {
      in.nextToken();
      body.accept(in);
    }
  }

  /// Reads one JSON value, which must be all there is. The body gets the parser on its first token and
  /// leaves it on its last.
  public static int read(byte[] json, int length, ToIntFunction<JsonParser> body) {
    return read(json, 0, length, body);
  }

  /// Reads the JSON value that starts at `from`.
  public static int read(byte[] json, int from, int length, ToIntFunction<JsonParser> body) {
    requireUtf8(json, from, length);
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json, from, length)) {
      if (in.nextToken() == null) {
        throw malformed("the body is empty; send JSON");
      }
      int result = body.applyAsInt(in);
      if (in.nextToken() != null) {
        throw malformed("there is something after the end of the JSON value" + position(in));
      }
      return result;
    } catch (StreamConstraintsException e) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST, "the body is beyond what is read: " + mistake(e), e);
    } catch (JacksonException e) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST,
          "the body is not valid JSON: " + mistake(e) + position(e),
          e);
    }
  }

  /// The parser itself lets overlong forms and surrogates through, as other characters than were checked by
  /// whoever stood before this server.
  private static void requireUtf8(byte[] json, int from, int length) {
    int all = 0;
    for (int i = from; i < from + length; i++) {
      all |= json[i];
    }
    if (all >= 0) {
      return;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(json, from, length);
    CharBuffer out = CharBuffer.allocate(Math.min(length, DECODED_AT_ONCE));
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
      if (result.isError()) {
        throw malformed(
            "the body is not valid JSON: Invalid UTF-8 at byte %d".formatted(in.position() - from));
      }
    } while (result.isOverflow());
  }

  /// Compares names of members with these, by position, without making strings of them.
  public static PropertyNameMatcher names(java.util.List<String> names) {
    return FACTORY.constructNameMatcher(names.stream().map(Named::fromString).toList(), false);
  }

  /// The number that the parser stands on; the usual ones are read where they stand, without an object.
  public static double number(JsonParser in) {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT || in.isNaN()) {
      return in.getDoubleValue();
    }
    char[] text = in.getStringCharacters();
    int i = in.getStringOffset();
    int end = i + in.getStringLength();
    boolean negative = text[i] == '-';
    long digits = 0;
    int significant = 0;
    int exponent = 0;
    boolean fraction = false;
    for (i += negative ? 1 : 0; i < end && text[i] <= '9'; i++) {
      if (text[i] == '.') {
        fraction = true;
      } else {
        digits = 10 * digits + text[i] - '0';
        significant += digits == 0 ? 0 : 1;
        exponent -= fraction ? 1 : 0;
      }
    }
    if (i < end || significant > Decimals.MAX_DIGITS) {
      return in.getDoubleValue();
    }
    double value = Decimals.of(digits, exponent);
    if (Double.isNaN(value)) {
      return in.getDoubleValue();
    }
    return negative ? -value : value;
  }

  /// Whether the parser stands on this text.
  public static boolean isText(JsonParser in, String text) {
    if (in.currentToken() != JsonToken.VALUE_STRING || in.getStringLength() != text.length()) {
      return false;
    }
    char[] characters = in.getStringCharacters();
    int from = in.getStringOffset();
    for (int i = 0; i < text.length(); i++) {
      if (characters[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public static SlipwayException malformed(String message) {
    return new SlipwayException(ErrorCode.MALFORMED_REQUEST, message);
  }

  /// What the parser says is wrong, without what only its own programmers could use.
  public static String mistake(JacksonException e) {
    return PARSERS_OWN.matcher(e.getOriginalMessage()).replaceAll("");
  }

  /// Where the parser stands, such as ` (line 1, column 8)`.
  public static String position(JsonParser in) {
    return " (line %d, column %d)"
        .formatted(in.currentTokenLocation().getLineNr(), in.currentTokenLocation().getColumnNr());
  }

  private static String position(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /// The kind of the current value, for messages.
  public static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "nothing";
    };
  }
}
