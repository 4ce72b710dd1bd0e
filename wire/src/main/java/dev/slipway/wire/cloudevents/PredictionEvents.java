package dev.slipway.wire.cloudevents;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.registry.VersionId;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.PredictReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes an event of each logged prediction. Its id is the prediction's; since a shadow predicts under the id of
/// the answer that it shadows, the source names the version too. Not thread-safe.
///
/// ```json
/// {"specversion":"1.0","id":"01K…","source":"/production/endpoints/flights/versions/flight-delay/3",
///  "type":"dev.slipway.prediction.v1","subject":"flights","time":"2026-03-01T10:00:00.123Z",
///  "datacontenttype":"application/json","data":{
///    "endpoint":"flights","environment":"production","model":"flight-delay","version":3,"role":"primary",
///    "inputs":{"distance":733,"origin":"JFK"},
///    "prediction":true,"probabilities":{"false":0.2,"true":0.8},"scores":[0.2,0.8],
///    "flags":["unseen:origin"],"duration_nanos":12000}}
/// ```
///
/// A failure has `error` instead of what was predicted. A row whose inputs were not sampled has no `inputs`; those
/// that are withheld stand under `hashed`, by name, and `masked`, a list of names.
public final class PredictionEvents {
  public static final String TYPE = "dev.slipway.prediction.v1";
  private static final int KEPT = 64;

  private final Function<VersionId, Optional<Signature>> signatures;
  private final Map<VersionId, Optional<Named>> known = new LinkedHashMap<>();
  private final JsonBuffer out = new JsonBuffer();

  /// What is known of a version.
  private record Named(Signature signature, PredictReply reply) {}

  /// @param signatures of the versions that predicted; inputs of one that is not known have no names
  public PredictionEvents(Function<VersionId, Optional<Signature>> signatures) {
    this.signatures = signatures;
  }

  public CloudEvent of(PredictionRecord record) {
    out.clear();
    data(record);
    String source =
        "/%s/endpoints/%s/versions/%s/%d"
            .formatted(
                record.environment().label(),
                segment(record.endpoint()),
                segment(record.version().model()),
                record.version().number());
    return new CloudEvent(
        record.id(), source, TYPE, record.endpoint(), record.at(), out.toByteArray());
  }

  private void data(PredictionRecord record) {
    Optional<Named> version = named(record.version());
    out.raw('{').name("endpoint").string(record.endpoint());
    member("environment").string(record.environment().label());
    member("model").string(record.version().model());
    member("version").number(record.version().number());
    member("role").string(record.role().name().toLowerCase(Locale.ROOT));
    List<@Nullable Object> inputs = record.inputs();
    if (!inputs.isEmpty()) {
      inputs(inputs, version.map(v -> v.signature().inputs()).orElse(List.of()));
    }
    if (record.scores().length > 0) {
      outcome(record.scores(), version);
    }
    member("flags").raw('[');
    for (int i = 0; i < record.flags().size(); i++) {
      comma(i).string(record.flags().get(i));
    }
    out.raw(']');
    member("duration_nanos").number(record.nanos());
    record.error().ifPresent(code -> member("error").string(code));
    out.raw('}');
  }

  private void inputs(List<@Nullable Object> inputs, List<Field> fields) {
    if (fields.size() == inputs.size()) {
      named(inputs, fields);
    } else {
      member("inputs").raw('[');
      for (int i = 0; i < inputs.size(); i++) {
        comma(i);
        switch (inputs.get(i)) {
          case null -> out.raw("null");
          case Double number -> out.number(number.doubleValue());
          case Withheld _ -> out.raw("null");
          case Object text -> out.string(text.toString());
        }
      }
      out.raw(']');
    }
  }

  private void named(List<@Nullable Object> inputs, List<Field> fields) {
    member("inputs").raw('{');
    int written = 0;
    Map<String, String> hashed = new LinkedHashMap<>();
    List<String> masked = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Field field = fields.get(i);
      switch (inputs.get(i)) {
        case null -> comma(written++).name(field.name()).raw("null");
        case Double number -> {
          comma(written++).name(field.name());
          number(field, number);
        }
        case Withheld.Hashed(String digest) -> hashed.put(field.name(), digest);
        case Withheld _ -> masked.add(field.name());
        case Object text -> comma(written++).name(field.name()).string(text.toString());
      }
    }
    out.raw('}');
    withheld(hashed, masked);
  }

  private void withheld(Map<String, String> hashed, List<String> masked) {
    if (!hashed.isEmpty()) {
      member("hashed").raw('{');
      int written = 0;
      for (Map.Entry<String, String> input : hashed.entrySet()) {
        comma(written++).name(input.getKey()).string(input.getValue());
      }
      out.raw('}');
    }
    if (!masked.isEmpty()) {
      member("masked").raw('[');
      for (int i = 0; i < masked.size(); i++) {
        comma(i).string(masked.get(i));
      }
      out.raw(']');
    }
  }

  /// As a request would write it.
  private void number(Field field, double value) {
    switch (field.type()) {
      case BOOLEAN -> out.bool(value != 0);
      case DATETIME -> out.string(Instant.ofEpochMilli((long) value).toString());
      case INTEGER -> {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
          out.number((long) value);
        } else {
          out.number(value);
        }
      }
      case DECIMAL, STRING -> out.number(value);
    }
  }

  private void outcome(double[] scores, Optional<Named> version) {
    version
        .filter(v -> v.signature().output().width() == scores.length)
        .ifPresent(v -> {
          out.raw(',');
          v.reply().outcome(out, scores, 0);
        });
    member("scores").raw('[');
    for (int i = 0; i < scores.length; i++) {
      comma(i).number(scores[i]);
    }
    out.raw(']');
  }

  private Optional<Named> named(VersionId version) {
    if (known.size() > KEPT) {
      known.clear();
    }
    return known.computeIfAbsent(
        version,
        id -> signatures.apply(id).map(s -> new Named(s, new PredictReply(id, s.output()))));
  }

  private JsonBuffer member(String name) {
    return out.raw(',').name(name);
  }

  private JsonBuffer comma(int index) {
    return index == 0 ? out : out.raw(',');
  }

  /// A step of a path.
  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
