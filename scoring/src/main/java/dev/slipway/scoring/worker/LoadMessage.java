package dev.slipway.scoring.worker;

import dev.slipway.scoring.format.SignatureJson;
import dev.slipway.scoring.worker.Manifest.Given;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The body of a `LOAD` frame: what to load and what is declared about it, as `worker.py` reads it.
final class LoadMessage {
  private LoadMessage() {}

  static byte[] of(PythonSource source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeStringProperty("path", source.path().toAbsolutePath().normalize().toString());
      switch (source) {
        case PythonSource.Folder _ -> out.writeStringProperty("kind", "folder");
        case PythonSource.Pickle _ -> out.writeStringProperty("kind", "pickle");
        case PythonSource.Pyfunc(_, _, String loaderModule, String data, String code) -> {
          out.writeStringProperty("kind", "pyfunc");
          out.writeStringProperty("loader_module", loaderModule);
          out.writeStringProperty("data", data);
          out.writeStringProperty("code", code);
        }
      }
      Manifest manifest = source.manifest();
      out.writeStringProperty("data_form", manifest.numpy() ? "numpy" : "pandas");
      manifest.inputs().ifPresent(inputs -> SignatureJson.writeInputs(out, inputs));
      manifest.output().ifPresent(output -> SignatureJson.writeOutput(out, output));
      out.writeObjectPropertyStart("example");
      manifest.example().forEach(given -> write(out, given));
      out.writeEndObject();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Given given) {
    switch (given) {
      case Given.Text(String input, String value) -> out.writeStringProperty(input, value);
      case Given.Number(String input, double value) -> out.writeNumberProperty(input, value);
      case Given.Flag(String input, boolean value) -> out.writeBooleanProperty(input, value);
      case Given.Missing(String input) -> out.writeNullProperty(input);
    }
  }
}
