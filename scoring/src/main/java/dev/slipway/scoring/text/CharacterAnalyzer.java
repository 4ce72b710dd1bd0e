package dev.slipway.scoring.text;

import java.util.Arrays;

/// Terms of `least` to `most` characters in a row, across the text or within its words.
///
/// @param withinWords whether terms stay within words, each of which has a space before and behind it
public record CharacterAnalyzer(Preparation preparation, boolean withinWords, int least, int most)
    implements Analyzer {
  @Override
  public void analyze(String text, Terms terms) {
    char[] chars = preparation.apply(text);
    if (withinWords) {
      words(chars, terms);
    } else {
      int length = squeezed(chars);
      int[] starts = starts(chars, length);
      for (int n = least; n <= Math.min(most, starts.length - 1); n++) {
        stretches(chars, starts, n, terms);
      }
    }
  }

  /// Two or more white characters become one space; a single one stays what it is.
  private static int squeezed(char[] chars) {
    int length = 0;
    int at = 0;
    while (at < chars.length) {
      int end = at;
      while (end < chars.length && Characters.isSpace(chars[end])) {
        end++;
      }
      if (end - at > 1) {
        chars[length++] = ' ';
        at = end;
      } else {
        chars[length++] = chars[at++];
      }
    }
    return length;
  }

  private void words(char[] chars, Terms terms) {
    int at = 0;
    while (at < chars.length) {
      int end = at;
      while (end < chars.length && !Characters.isSpace(chars[end])) {
        end++;
      }
      if (end > at) {
        char[] word = new char[end - at + 2];
        System.arraycopy(chars, at, word, 1, end - at);
        word[0] = ' ';
        word[word.length - 1] = ' ';
        int[] starts = starts(word, word.length);
        int length = starts.length - 1;
        for (int n = least; n <= Math.min(most, length); n++) {
          stretches(word, starts, n, terms);
        }
        if (length < least) {
          // A word that is too short for any term is one as it is.
          terms.term(word, 0, word.length);
        }
      }
      at = end + 1;
    }
  }

  private static void stretches(char[] chars, int[] starts, int length, Terms terms) {
    for (int i = 0; i + length < starts.length; i++) {
      terms.term(chars, starts[i], starts[i + length]);
    }
  }

  /// Where each character begins, and where the last one ends.
  private static int[] starts(char[] chars, int length) {
    int[] starts = new int[length + 1];
    int count = 0;
    for (int at = 0; at < length; at += Character.charCount(Character.codePointAt(chars, at))) {
      starts[count++] = at;
    }
    starts[count] = length;
    return Arrays.copyOf(starts, count + 1);
  }
}
