package dev.slipway.scoring.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Terms of `least` to `most` words in a row, with one space between them.
public final class WordAnalyzer implements Analyzer {
  private final Preparation preparation;
  private final TokenPattern pattern;
  private final Vocabulary passedOver;
  private final int least;
  private final int most;

  private WordAnalyzer(
      Preparation preparation, TokenPattern pattern, Vocabulary passedOver, int least, int most) {
    this.preparation = preparation;
    this.pattern = pattern;
    this.passedOver = passedOver;
    this.least = least;
    this.most = most;
  }

  /// Gives nothing where the regular expression of a word is not understood.
  ///
  /// @param passedOver words that are no part of any term
  public static Optional<Analyzer> of(
      Preparation preparation, String word, Collection<String> passedOver, int least, int most) {
    Map<String, Integer> stops = new HashMap<>();
    passedOver.forEach(stop -> stops.put(stop, 0));
    return TokenPattern.of(word)
        .map(p -> new WordAnalyzer(preparation, p, new Vocabulary(stops), least, most));
  }

  @Override
  public void analyze(String text, Terms terms) {
    char[] chars = preparation.apply(text);
    // The words that count move to the front, one space between them: there, a term is a stretch.
    int[] ends = new int[16];
    int words = 0;
    int length = 0;
    int at = 0;
    while (at < chars.length) {
      int end = pattern.end(chars, at, chars.length);
      if (end == at) {
        at += Character.charCount(Character.codePointAt(chars, at));
        continue;
      }
      if (pattern.accepts(chars, at, end, chars.length) && !passedOver.contains(chars, at, end)) {
        if (words == ends.length) {
          ends = Arrays.copyOf(ends, 2 * words);
        }
        int to = words == 0 ? 0 : length + 1;
        System.arraycopy(chars, at, chars, to, end - at);
        if (words > 0) {
          chars[length] = ' ';
        }
        length = to + end - at;
        ends[words++] = length;
      }
      at = end;
    }
    for (int first = 0; first < words; first++) {
      int from = first == 0 ? 0 : ends[first - 1] + 1;
      for (int last = first + least - 1; last < Math.min(words, first + most); last++) {
        terms.term(chars, from, ends[last]);
      }
    }
  }
}
