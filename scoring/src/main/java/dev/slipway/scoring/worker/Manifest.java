package dev.slipway.scoring.worker;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.SignatureJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a Python model says of itself in `predict.json`, all of it optional:
///
/// ```
/// {"inputs": [{"name": "age", "type": "decimal", "required": true}],
///  "output": {"kind": "label", "classes": ["no", "yes"], "type": "string"},
///  "data": "pandas", "together": true, "example": {"age": 41.5}}
/// ```
///
/// @param inputs in order; otherwise the loaded model is asked
/// @param output otherwise what the model returns for the example decides
/// @param numpy whether `predict` gets a numpy array instead of a DataFrame
/// @param together whether rows of several requests may be given to `predict` at once
/// @param example values to warm the model up with
public record Manifest(
    Optional<List<Field>> inputs,
    Optional<Output> output,
    boolean numpy,
    boolean together,
    List<Given> example) {

  /// The file that holds it.
  public static final String FILE = "predict.json";

  static final Manifest EMPTY =
      new Manifest(Optional.empty(), Optional.empty(), false, true, List.of());

  private static final Set<String> KEYS = Set.of("inputs", "output", "data", "together", "example");

  public Manifest {
    inputs = inputs.map(List::copyOf);
    example = List.copyOf(example);
  }

  /// A value of the example, as JSON.
  sealed interface Given {
    String input();

    record Text(String input, String value) implements Given {}

    record Number(String input, double value) implements Given {}

    record Flag(String input, boolean value) implements Given {}

    record Missing(String input) implements Given {}
  }

  /// The manifest of a folder, empty where it has none.
  public static Manifest of(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.exists(file) ? parse(ModelFile.open(file).bytes()) : EMPTY;
  }

  static Manifest parse(byte[] json) {
    Document manifest = Document.json(json, FILE);
    for (String key : manifest.names()) {
      if (!KEYS.contains(key)) {
        throw manifest.corrupt(
            "has the key '%s'; known are inputs, output, data, together and example"
                .formatted(key));
      }
    }
    return new Manifest(
        manifest.optional("inputs").map(SignatureJson::readInputs),
        manifest.optional("output").map(SignatureJson::readOutput),
        manifest.optional("data").map(Manifest::numpy).orElse(false),
        manifest.optional("together").map(Document::flag).orElse(true),
        manifest.optional("example").map(Manifest::example).orElse(List.of()));
  }

  private static boolean numpy(Document data) {
    return switch (data.text()) {
      case "numpy" -> true;
      case "pandas" -> false;
      default -> throw data.corrupt("is '%s', expected pandas or numpy".formatted(data.text()));
    };
  }

  private static List<Given> example(Document example) {
    List<Given> given = new ArrayList<>();
    for (String input : example.names()) {
      Optional<Document> value = example.optional(input);
      if (value.isEmpty()) {
        given.add(new Given.Missing(input));
      } else if (value.get().isText()) {
        given.add(new Given.Text(input, value.get().text()));
      } else if (value.get().isFlag()) {
        given.add(new Given.Flag(input, value.get().flag()));
      } else {
        given.add(new Given.Number(input, value.get().number()));
      }
    }
    return given;
  }

  /// The manifest with these inputs, unless it has its own.
  public Manifest orInputs(Optional<List<Field>> declared, boolean asNumpy) {
    return inputs.isPresent()
        ? this
        : new Manifest(declared, output, numpy || asNumpy, together, example);
  }
}
