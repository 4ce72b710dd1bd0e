package dev.slipway.wire.cloudevents;

import dev.slipway.wire.json.JsonBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An event as the CloudEvents specification, version 1.0, describes it, with JSON as its data.
///
/// @param id unique among the events of its source; an event sent twice keeps it
/// @param source where it happened, a reference in the sense of RFC 3986
/// @param subject what of the source it is about
/// @param data a JSON value
public record CloudEvent(
    String id, String source, String type, String subject, Instant time, byte[] data) {
  public static final String SPECIFICATION = "1.0";
  public static final String DATA_TYPE = "application/json";
  public static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
  public static final String BATCH = "application/cloudevents-batch+json; charset=UTF-8";

  /// Every attribute but the type of the data, by name.
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", SPECIFICATION);
    attributes.put("id", id);
    attributes.put("source", source);
    attributes.put("type", type);
    attributes.put("subject", subject);
    attributes.put("time", time.toString());
    return attributes;
  }

  /// The whole event as a JSON object.
  public byte[] structured() {
    JsonBuffer out = new JsonBuffer();
    write(out);
    return out.toByteArray();
  }

  /// Events as a JSON array.
  public static byte[] batch(List<CloudEvent> events) {
    JsonBuffer out = new JsonBuffer();
    out.raw('[');
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      events.get(i).write(out);
    }
    return out.raw(']').toByteArray();
  }

  private void write(JsonBuffer out) {
    out.raw('{');
    attributes().forEach((name, value) -> out.name(name).string(value).raw(','));
    out.name("datacontenttype").string(DATA_TYPE).raw(',').name("data").raw(data).raw('}');
  }
}
