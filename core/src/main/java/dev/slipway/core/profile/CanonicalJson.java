package dev.slipway.core.profile;

import java.nio.charset.StandardCharsets;

/// Writes JSON of which there is only one form: no white space, ASCII only, keys in the order written,
/// doubles as the shortest text that reads back the same.
final class CanonicalJson {
  private final StringBuilder out = new StringBuilder(4096);
  private boolean separate;

  CanonicalJson object() {
    return open('{');
  }

  CanonicalJson end() {
    return close('}');
  }

  CanonicalJson array() {
    return open('[');
  }

  CanonicalJson endArray() {
    return close(']');
  }

  CanonicalJson name(String name) {
    value(name);
    out.append(':');
    separate = false;
    return this;
  }

  void value(String text) {
    separate();
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >>> shift & 0xf, 16));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  void value(long number) {
    separate();
    out.append(number);
  }

  void value(double number) {
    separate();
    out.append(number);
  }

  void field(String name, String text) {
    name(name).value(text);
  }

  void field(String name, long number) {
    name(name).value(number);
  }

  void field(String name, Tally tally) {
    name(name).array();
    for (int i = 0; i < tally.size(); i++) {
      value(tally.at(i));
    }
    endArray();
  }

  void field(String name, double[] numbers) {
    name(name).array();
    for (double number : numbers) {
      value(number);
    }
    endArray();
  }

  byte[] bytes() {
    return out.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private CanonicalJson open(char bracket) {
    separate();
    out.append(bracket);
    separate = false;
    return this;
  }

  private CanonicalJson close(char bracket) {
    out.append(bracket);
    separate = true;
    return this;
  }

  private void separate() {
    if (separate) {
      out.append(',');
    }
    separate = true;
  }
}
