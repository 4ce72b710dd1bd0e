package dev.slipway.server.console;

import java.util.List;

/// The life of a model as a line of phases, from its data to the watch over its traffic.
///
/// @param summary beside the name, such as which version is the champion
record Life(String model, String summary, List<Phase> phases) {
  /// @param event the last thing that happened in the phase
  record Phase(String name, Tone tone, String event, Moment when, String link) {}
}
