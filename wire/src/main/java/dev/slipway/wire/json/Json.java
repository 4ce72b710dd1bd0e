package dev.slipway.wire.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Output;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.table.Table;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Reads and writes the records of `core` as JSON: snake_case names, ISO-8601 times, digests and version
/// ids as strings, absent optionals left out, a `type` beside the parts of a sealed choice, keys of
/// records in the order of their components. Thread-safe.
public final class Json {
  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  /// The configured mapper, for callers that stream.
  public static JsonMapper mapper() {
    if (MAPPER != null) {
      return MAPPER;
    }
    SimpleModule values =
        new SimpleModule("slipway")
            .addSerializer(Digest.class, text(Digest.class))
            .addDeserializer(Digest.class, parsed(Digest.class, Digest::new))
            .addSerializer(VersionId.class, text(VersionId.class))
            .addDeserializer(VersionId.class, parsed(VersionId.class, VersionId::parse))
            .addSerializer(Table.class, new TableJson.Writer())
            .addDeserializer(Table.class, new TableJson.Reader());
    return JsonMapper.builder()
        .addModule(values)
        .addMixIn(Output.class, Choice.class)
        .addMixIn(Guardrail.class, Choice.class)
        .addMixIn(Limit.class, Choice.class)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();
  }

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Indented, with a line feed at the end: for files that people read and that are hashed.
  public static byte[] writeFile(Object value) {
    byte[] body = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    byte[] file = java.util.Arrays.copyOf(body, body.length + 1);
    file[body.length] = '\n';
    return file;
  }

  /// @param what names the text in the error, such as `lineage.json`
  public static <T> T read(String json, Class<T> type, String what) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JacksonException e) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST,
          "%s cannot be read: %s".formatted(what, JsonInput.mistake(e)),
          e);
    }
  }

  public static <T> T read(byte[] json, Class<T> type, String what) {
    return read(new String(json, java.nio.charset.StandardCharsets.UTF_8), type, what);
  }

  /// Parses `flight-delay:3`.
  public static VersionId versionId(String text) {
    return VersionId.parse(text);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface Choice {}

  private static <T> StdSerializer<T> text(Class<T> type) {
    return new StdSerializer<>(type) {
      @Override
      public void serialize(T value, JsonGenerator out, SerializationContext context) {
        out.writeString(value.toString());
      }
    };
  }

  private static <T> StdDeserializer<T> parsed(
      Class<T> type, java.util.function.Function<String, T> parse) {
    return new StdDeserializer<>(type) {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) {
        try {
          return parse.apply(in.getString());
        } catch (IllegalArgumentException e) {
          throw context.weirdStringException(in.getString(), type, e.getMessage());
        }
      }
    };
  }
}
