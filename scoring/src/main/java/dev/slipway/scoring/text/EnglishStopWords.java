package dev.slipway.scoring.text;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The 318 words that `stop_words="english"` means: the list of the Glasgow Information Retrieval Group, as
/// scikit-learn has it.
public final class EnglishStopWords {
  private EnglishStopWords() {}

  public static List<String> words() {
    try (InputStream in = EnglishStopWords.class.getResourceAsStream("english-stop-words.txt")) {
      if (in != null) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "The list of English stop words cannot be read: " + e.getMessage());
    }
    throw new SlipwayException(
        ErrorCode.INTERNAL, "The list of English stop words is not in this build; install it anew");
  }
}
