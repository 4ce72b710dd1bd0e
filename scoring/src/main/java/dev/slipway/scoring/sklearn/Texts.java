package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.sparse.Filtered;
import dev.slipway.scoring.sparse.SparseOperation;
import dev.slipway.scoring.text.Analyzer;
import dev.slipway.scoring.text.CharacterAnalyzer;
import dev.slipway.scoring.text.EnglishStopWords;
import dev.slipway.scoring.text.HashedTerms;
import dev.slipway.scoring.text.Preparation;
import dev.slipway.scoring.text.Preparation.Accents;
import dev.slipway.scoring.text.TermCounts;
import dev.slipway.scoring.text.Vocabulary;
import dev.slipway.scoring.text.WordAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Vectorizers of a text column: counts of its terms, as they are or weighed.
final class Texts {
  private static final Set<String> KEYS =
      Set.of(
          "feature_extraction.CountVectorizer",
          "feature_extraction.TfidfVectorizer",
          "feature_extraction.HashingVectorizer");
  private static final String WORD = "(?u)\\b\\w\\w+\\b";
  private static final int MOST_IN_A_ROW = 100;

  private Texts() {}

  /// Whether an estimator reads one column of texts, which has no name in the file.
  static boolean isVectorizer(Estimator estimator) {
    return KEYS.contains(estimator.key());
  }

  static Step count(Estimator vectorizer, Frame in, Reading reading) {
    return Step.sparse(counts(vectorizer, in, reading)).named(terms(vectorizer, reading));
  }

  static Step tfidf(Estimator vectorizer, Frame in, Reading reading) {
    SparseOperation counts = counts(vectorizer, in, reading);
    Estimator weighing = vectorizer.has("_tfidf") ? vectorizer.child("_tfidf") : vectorizer;
    return Step.sparse(new Filtered(counts, TermWeights.read(weighing, counts.width(), reading)))
        .named(terms(vectorizer, reading));
  }

  static Step hash(Estimator vectorizer, Frame in, Reading reading) {
    int width = vectorizer.integer("n_features", 1 << 20);
    if (width < 1) {
      throw Refusal.corrupt("HashingVectorizer has %d columns".formatted(width));
    }
    reading.spend(width);
    SparseOperation counts =
        new TermCounts(
            column(vectorizer, in, reading),
            analyzer(vectorizer),
            new HashedTerms(width, vectorizer.flag("alternate_sign", true)),
            vectorizer.flag("binary", false));
    return Step.sparse(
        vectorizer.has("norm")
            ? new Filtered(counts, TermWeights.normed(width, Norm.of(vectorizer)))
            : counts);
  }

  /// A transformer of counts that another step made.
  static Step weigh(Estimator transformer, Frame in, Reading reading) {
    in.require(reading.inputs());
    ColumnOperation weights = TermWeights.read(transformer, in.width(), reading);
    if (!in.isWhole()) {
      weights = new Chain(List.of(new Pick(in.positions(), false), weights));
    }
    return new Step(weights, in.filled().sparse(true));
  }

  private static SparseOperation counts(Estimator vectorizer, Frame in, Reading reading) {
    return new TermCounts(
        column(vectorizer, in, reading),
        analyzer(vectorizer),
        new Vocabulary(vocabulary(vectorizer, reading)),
        vectorizer.flag("binary", false));
  }

  private static int column(Estimator vectorizer, Frame in, Reading reading) {
    in.expect(1, vectorizer);
    in.wantText(0, reading.inputs(), vectorizer.name());
    in.require(reading.inputs());
    return in.columns().getFirst().at();
  }

  /// The column of each term: a permutation of the columns.
  static Map<String, Integer> vocabulary(Estimator vectorizer, Reading reading) {
    if (!(vectorizer.get("vocabulary_") instanceof Pickled.Dict dict) || dict.size() == 0) {
      throw Refusal.corrupt("%s has no vocabulary".formatted(vectorizer.name()));
    }
    reading.spend(dict.size());
    boolean[] taken = new boolean[dict.size()];
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < dict.size(); i++) {
      String term = Scalars.text(dict.keys().get(i));
      Double column = Scalars.number(dict.values().get(i));
      if (term == null
          || column == null
          || !(column >= 0 && column < taken.length)
          || column != column.intValue()
          || taken[column.intValue()]) {
        throw Refusal.corrupt(
            "the vocabulary of %s is no list of terms".formatted(vectorizer.name()));
      }
      taken[column.intValue()] = true;
      columns.put(term, column.intValue());
    }
    return columns;
  }

  private static List<String> terms(Estimator vectorizer, Reading reading) {
    Map<String, Integer> columns = vocabulary(vectorizer, reading);
    String[] terms = new String[columns.size()];
    columns.forEach((term, column) -> terms[column] = term);
    return List.of(terms);
  }

  private static Analyzer analyzer(Estimator vectorizer) {
    for (String function : List.of("preprocessor", "tokenizer")) {
      if (vectorizer.has(function)) {
        throw vectorizer.unsupported(function, "a function, which runs Python code");
      }
    }
    String input = vectorizer.text("input", "content");
    if (!input.equals("content")) {
      throw vectorizer.unsupported("input", input);
    }
    Preparation preparation =
        new Preparation(vectorizer.flag("lowercase", true), accents(vectorizer));
    int least = inARow(vectorizer, 0);
    int most = inARow(vectorizer, 1);
    String analyzer = vectorizer.text("analyzer", "a function");
    return switch (analyzer) {
      case "word" -> {
        String pattern = vectorizer.text("token_pattern", WORD);
        yield WordAnalyzer.of(preparation, pattern, stopWords(vectorizer), least, most)
            .orElseThrow(() -> vectorizer.unsupported("token_pattern", pattern));
      }
      case "char" -> new CharacterAnalyzer(preparation, false, least, most);
      case "char_wb" -> new CharacterAnalyzer(preparation, true, least, most);
      default -> throw vectorizer.unsupported("analyzer", analyzer);
    };
  }

  private static Accents accents(Estimator vectorizer) {
    if (!vectorizer.has("strip_accents")) {
      return Accents.KEPT;
    }
    String accents = vectorizer.text("strip_accents", "a function");
    return switch (accents) {
      case "ascii" -> Accents.TO_ASCII;
      case "unicode" -> Accents.UNCOMBINED;
      default -> throw vectorizer.unsupported("strip_accents", accents);
    };
  }

  private static int inARow(Estimator vectorizer, int index) {
    if (!vectorizer.has("ngram_range")) {
      return 1;
    }
    List<Pickled> range = vectorizer.list("ngram_range");
    Double count = range.size() == 2 ? Scalars.number(range.get(index)) : null;
    if (count == null || !(count >= 1 && count <= MOST_IN_A_ROW)) {
      throw vectorizer.unsupported("ngram_range", "…");
    }
    return count.intValue();
  }

  private static List<String> stopWords(Estimator vectorizer) {
    if (!vectorizer.has("stop_words")) {
      return List.of();
    }
    if (vectorizer.text("stop_words", "").equals("english")) {
      return EnglishStopWords.words();
    }
    List<String> words = new ArrayList<>();
    for (Pickled word : vectorizer.list("stop_words")) {
      if (Scalars.text(word) instanceof String text) {
        words.add(text);
      }
    }
    return words;
  }
}
