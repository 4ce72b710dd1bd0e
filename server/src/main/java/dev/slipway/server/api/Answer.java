package dev.slipway.server.api;

/// What one route does: a request in, a value out, which is written as JSON; a [FileReply] is sent as it
/// is.
@FunctionalInterface
interface Answer {
  Object of(Call call);
}
