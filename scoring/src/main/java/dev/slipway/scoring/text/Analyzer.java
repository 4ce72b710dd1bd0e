package dev.slipway.scoring.text;

/// Cuts a text into the terms that are counted. Immutable and thread-safe.
public interface Analyzer {
  void analyze(String text, Terms terms);

  /// What is done with each term.
  interface Terms {
    /// A term lies in `chars` from `from` to before `to`, until this returns.
    void term(char[] chars, int from, int to);
  }
}
