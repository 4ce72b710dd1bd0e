package dev.slipway.scoring.worker.process;

import dev.slipway.core.model.Signature;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.format.SignatureJson;
import java.util.Map;
import java.util.TreeMap;

/// What a worker says of its model once it is ready.
///
/// @param versions of Python and of the libraries that the model loaded
public record Introduction(Signature signature, Map<String, String> versions) {
  public Introduction {
    versions = Map.copyOf(versions);
  }

  static Introduction parse(byte[] json) {
    Document ready = Document.json(json, "the worker's signature");
    Map<String, String> versions = new TreeMap<>();
    Document said = ready.field("versions");
    said.names().forEach(library -> versions.put(library, said.field(library).text()));
    return new Introduction(
        new Signature(
            SignatureJson.readInputs(ready.field("inputs")),
            SignatureJson.readOutput(ready.field("output"))),
        versions);
  }
}
