package dev.slipway.server.console;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.route.Environment;
import dev.slipway.wire.openapi.ExampleRequest;
import dev.slipway.wire.openapi.ExampleRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What lets a reader ask an endpoint: a form with a plausible row, and the same request as a command for
/// each protocol.
///
/// @param path where the form sends its row
/// @param feedback the command that tells the truth about a prediction
/// @param docs the page about the endpoint's requests, which knows production only
record TryIt(
    String path,
    List<InputField> inputs,
    List<Command> commands,
    Command feedback,
    Optional<String> docs,
    Optional<String> openApi) {
  /// Stands in [#feedback] until a prediction is made.
  static final String ID = "THE-PREDICTION-ID";

  /// @param address of this server as the reader's browser knows it, such as `http://localhost:8080`
  static TryIt of(String address, String endpoint, Environment environment, ModelPackage contents) {
    boolean production = environment == Environment.PRODUCTION;
    String query = production ? "" : "?environment=" + environment.label();
    String name = Links.encode(endpoint);
    List<Command> commands =
        Arrays.stream(ExampleRequest.Protocol.values())
            .map(protocol ->
                ExampleRequest.of(protocol, endpoint, contents.signature(), contents.profile()))
            .map(example -> Command.curl(address, query, example))
            .collect(Collectors.toCollection(ArrayList::new));
    commands.addAll(GrpcCommands.of(address, endpoint, environment, contents));
    return new TryIt(
        "/predict/" + name + query,
        inputs(contents),
        commands,
        feedback(address, contents),
        Optional.of("/docs?endpoint=" + name).filter(_ -> production),
        Optional.of("/predict/" + name + "/openapi.json").filter(_ -> production));
  }

  private static List<InputField> inputs(ModelPackage contents) {
    Optional<Profile> training = contents.profile();
    Map<String, Object> example = ExampleRow.of(contents.signature(), training);
    List<InputField> inputs = new ArrayList<>();
    for (FieldRules rules : FieldRules.of(contents.signature(), training)) {
      String name = rules.field().name();
      inputs.add(
          InputField.of(
              inputs.size(),
              rules,
              training.flatMap(profile -> profile.column(name)),
              Objects.requireNonNull(example.get(name))));
    }
    return inputs;
  }

  private static Command feedback(String address, ModelPackage contents) {
    String truth = contents.task().classification() ? "true" : "12.5";
    String label = contents.target().positive().filter(p -> !p.contains(">")).orElse(truth);
    return Command.curl(
        "Tell the truth later",
        address,
        "/api/v1/feedback",
        "",
        "{\"id\":\"" + ID + "\",\"label\":\"" + label + "\"}");
  }
}
