package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a stage made, and from what: the key says which inputs, the outputs which contents.
///
/// @param key the digest of command, dependencies and parameters
/// @param outs the digest of each output by its path
/// @param notes what else is worth remembering, such as where a split was made
record StageRecord(Digest key, Map<String, Digest> outs, Map<String, String> notes) {
  StageRecord {
    outs = Collections.unmodifiableMap(new LinkedHashMap<>(outs));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("key " + key);
    outs.forEach((path, digest) -> lines.add("out " + digest + " " + path));
    notes.forEach((name, text) -> lines.add("note " + name + " " + text));
    return lines;
  }

  /// Reads lines; whatever is no such line makes the record unknown, which only costs a run.
  static java.util.Optional<StageRecord> parse(List<String> lines) {
    Digest key = null;
    Map<String, Digest> outs = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    try {
      for (String line : lines) {
        String[] parts = line.strip().split(" ", 3);
        switch (parts[0]) {
          case "key" -> key = new Digest(parts[1]);
          case "out" -> outs.put(parts[2], new Digest(parts[1]));
          case "note" -> notes.put(parts[1], parts[2]);
          default -> {
            return java.util.Optional.empty();
          }
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      return java.util.Optional.empty();
    }
    return key == null
        ? java.util.Optional.empty()
        : java.util.Optional.of(new StageRecord(key, outs, notes));
  }
}
