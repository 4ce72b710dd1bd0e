package dev.slipway.scoring.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scoring.text.Preparation.Accents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What terms a text is cut into. That they are scikit-learn's is what the parity tests show; here is what
/// they do not reach.
final class AnalyzerTest {
  private static final Preparation PLAIN = new Preparation(true, Accents.KEPT);

  @Test
  void joinsWordsInARow() {
    assertThat(words("Gate, B12 -- late", 1, 2))
        .containsExactly("gate", "gate b12", "b12", "b12 late", "late");
  }

  @Test
  void givesNothingForATextWithoutWords() {
    assertThat(words("", 1, 3)).isEmpty();
    assertThat(words("? ! \uD83D", 1, 3)).isEmpty();
  }

  @Test
  void passesOverStopWordsBeforeItJoins() {
    Analyzer analyzer =
        WordAnalyzer.of(PLAIN, "(?u)\\b\\w\\w+\\b", EnglishStopWords.words(), 2, 2).orElseThrow();
    assertThat(terms(analyzer, "state of the art")).containsExactly("state art");
  }

  @Test
  void countsAWordShorterThanItsTermsOnce() {
    Analyzer analyzer = new CharacterAnalyzer(PLAIN, true, 4, 5);
    assertThat(terms(analyzer, "I saw")).containsExactly(" i ", " saw", "saw ", " saw ");
  }

  @Test
  void cutsBetweenCharactersAndNotWithinThem() {
    Analyzer analyzer = new CharacterAnalyzer(PLAIN, false, 2, 2);
    assertThat(terms(analyzer, "a🛫b")).containsExactly("a🛫", "🛫b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(?=x)\\w+", "\\w+|\\d+", "\\b\\w+", "[^a]+", "\\w*", ""})
  void leavesOtherRegularExpressionsAlone(String expression) {
    assertThat(WordAnalyzer.of(PLAIN, expression, List.of(), 1, 1)).isEmpty();
  }

  /// Made with `sklearn.utils.murmurhash3_32(term.encode(), 0)`.
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "a, 1009084850",
    "late, 859229416",
    "gate b12, 1062530279",
    "Zürich, 694770001",
    "東京 空港, 802590596",
    "🛫, -1012478138",
    "abcd, 1139631978",
    "abcde, -392455434"
  })
  void hashesAsScikitLearnDoes(String term, int hash) {
    assertThat(HashedTerms.hash(term.toCharArray(), 0, term.length())).isEqualTo(hash);
  }

  @Test
  void findsEveryTermOfAVocabularyAndNoOther() {
    Vocabulary vocabulary = new Vocabulary(Map.of("late", 2, "gate", 0, "Aa", 1, "BB", 3));
    assertThat(vocabulary.width()).isEqualTo(4);
    assertThat(column(vocabulary, "late")).isEqualTo(2);
    assertThat(column(vocabulary, "BB")).isEqualTo(3);
    assertThat(column(vocabulary, "lat")).isEqualTo(-1);
    assertThat(column(vocabulary, "")).isEqualTo(-1);
  }

  private static int column(Vocabulary vocabulary, String term) {
    int code = vocabulary.find(term.toCharArray(), 0, term.length());
    return code == TermIndex.ABSENT ? -1 : code >> 1;
  }

  private static List<String> words(String text, int least, int most) {
    return terms(
        WordAnalyzer.of(PLAIN, "(?u)\\b\\w\\w+\\b", List.of(), least, most).orElseThrow(), text);
  }

  private static List<String> terms(Analyzer analyzer, String text) {
    List<String> terms = new ArrayList<>();
    analyzer.analyze(text, (chars, from, to) -> terms.add(new String(chars, from, to - from)));
    return terms;
  }
}
