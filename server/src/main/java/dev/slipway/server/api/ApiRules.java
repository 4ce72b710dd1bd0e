package dev.slipway.server.api;

import io.helidon.webserver.http.HttpRules;

/// Where resources put their routes. Every route answers JSON and is guarded against foreign requests.
public final class ApiRules {
  private final HttpRules rules;
  private final ForeignRequests foreign;

  ApiRules(HttpRules rules, ForeignRequests foreign) {
    this.rules = rules;
    this.foreign = foreign;
  }

  void get(String path, Answer answer) {
    rules.get(path, new JsonHandler(foreign, 200, answer));
  }

  void post(String path, Answer answer) {
    rules.post(path, new JsonHandler(foreign, 200, answer));
  }

  /// A route that makes something new.
  void create(String path, Answer answer) {
    rules.post(path, new JsonHandler(foreign, 201, answer));
  }

  void put(String path, Answer answer) {
    rules.put(path, new JsonHandler(foreign, 200, answer));
  }

  void delete(String path, Answer answer) {
    rules.delete(path, new JsonHandler(foreign, 200, answer));
  }
}
