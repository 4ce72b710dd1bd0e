package dev.slipway.scoring.worker;

import static dev.slipway.scoring.worker.PythonModelFolder.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.Python;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `predict(model, data)` is given, and how what it returns is read.
final class PythonContractTest {
  private static final String FIVE_INPUTS =
      """
      {"inputs": [{"name": "amount", "type": "decimal"}, {"name": "count", "type": "integer"},
                  {"name": "paid", "type": "boolean"}, {"name": "at", "type": "datetime"},
                  {"name": "city", "type": "string"}]}
      """;
  private static final String ONE_INPUT =
      "{\"inputs\": [{\"name\": \"x\", \"type\": \"decimal\"}], \"data\": \"numpy\"%s}";

  @TempDir private Path folder;

  @BeforeAll
  static void needsPandas() {
    Python.needs("pandas");
  }

  @Test
  void aFrameHasAColumnOfTheDeclaredTypeForEachInput() {
    String program =
        """
        def predict(model, data):
            assert list(data.columns) == ["amount", "count", "paid", "at", "city"]
            kinds = [data[c].dtype.kind for c in data.columns]
            return [
                [ord(k) for k in kinds] + [a, c, p, t.hour, len(s)]
                for a, c, p, t, s in data.itertuples(index=False)]
        """;
    try (Scorer scorer = model(program, FIVE_INPUTS).load()) {
      assertThat(score(scorer, new Object[] {2.5, 7, 1, 3 * 3_600_000L, "Zürich"}))
          .containsExactly('f', 'i', 'b', 'M', 'O', 2.5, 7, 1, 3, 6);
    }
  }

  @Test
  void whatIsMissingIsWhatPandasCallsMissing() {
    String program =
        """
        def predict(model, data):
            return data.isna().astype(float)
        """;
    try (Scorer scorer = model(program, FIVE_INPUTS).load()) {
      assertThat(scorer.signature().output())
          .isEqualTo(new Output.Values(List.of("amount", "count", "paid", "at", "city")));
      assertThat(
              score(
                  scorer,
                  new Object[5],
                  new Object[] {1, 1, 1, 1, "x"},
                  new Object[] {1, null, 1, null, ""}))
          .containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0);
    }
  }

  @Test
  void aModelMayAskForAnArrayInstead() {
    String program =
        """
        import numpy
        def predict(model, data):
            assert type(data) is numpy.ndarray and data.dtype == float
            return data.sum(axis=1)
        """;
    String manifest =
        """
        {"inputs": [{"name": "a", "type": "decimal"}, {"name": "b", "type": "integer"}], "data": "numpy"}
        """;
    try (Scorer scorer = model(program, manifest).load()) {
      assertThat(score(scorer, new Object[] {1.5, 2}, new Object[] {0.25, -1}))
          .containsExactly(3.5, -0.75);
      assertThat(scorer.signature().output()).isEqualTo(new Output.Values(List.of("prediction")));
    }
  }

  @Test
  void numbersAreNamedAsTheFrameNamesThem() {
    String program =
        """
        import pandas
        def predict(model, data):
            return pandas.DataFrame({"low": data[:, 0] - 1, "high": data[:, 0] + 1})
        """;
    try (Scorer scorer = model(program, ONE_INPUT.formatted("")).load()) {
      assertThat(scorer.signature().output()).isEqualTo(new Output.Values(List.of("low", "high")));
      assertThat(score(scorer, new Object[] {5})).containsExactly(4, 6);
    }
  }

  @Test
  void declaredLabelsBecomeTheirIndex() {
    String program =
        "def predict(model, data): return ['hot' if x > 20 else 'cold' for x in data[:, 0]]";
    String output =
        ", \"output\": {\"kind\": \"label\", \"classes\": [\"cold\", \"hot\"], \"type\": \"string\"}";
    try (Scorer scorer = model(program, ONE_INPUT.formatted(output)).load()) {
      assertThat(scorer.signature().output())
          .isEqualTo(new Output.Label(new Classes(List.of("cold", "hot"), ColumnType.STRING)));
      assertThat(score(scorer, new Object[] {30}, new Object[] {3})).containsExactly(1, 0);
    }
  }

  @Test
  void textWithoutDeclaredClassesIsRefusedWithWhatToWrite() {
    String program = "def predict(model, data): return ['hot'] * len(data)";
    assertThatThrownBy(() -> model(program, ONE_INPUT.formatted("")).load())
        .hasMessageContaining("predict returns the text 'hot' and the model has no classes_")
        .hasMessageContaining("\"classes\": [...]");
  }

  @Test
  void truthBecomesAClassOfItsOwn() {
    String program = "def predict(model, data): return data[:, 0] > 0";
    try (Scorer scorer = model(program, ONE_INPUT.formatted("")).load()) {
      assertThat(scorer.signature().output())
          .isEqualTo(new Output.Label(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));
      assertThat(score(scorer, new Object[] {1}, new Object[] {-1})).containsExactly(1, 0);
    }
  }

  @Test
  void theProbabilityOfTheSecondClassGivesBoth() {
    String program = "def predict(model, data): return data[:, 0] / 100";
    String output =
        ", \"output\": {\"kind\": \"probabilities\", \"classes\": [\"0\", \"1\"], \"type\": \"integer\"}";
    try (Scorer scorer = model(program, ONE_INPUT.formatted(output)).load()) {
      assertThat(score(scorer, new Object[] {25})).containsExactly(0.75, 0.25);
    }
  }

  @Test
  void columnsNamedAsTheClassesMayComeInAnyOrder() {
    String program =
        """
        import pandas
        def predict(model, data):
            return pandas.DataFrame({"yes": data[:, 0], "no": 1 - data[:, 0]})
        """;
    String output =
        ", \"output\": {\"kind\": \"probabilities\", \"classes\": [\"no\", \"yes\"], \"type\": \"string\"}";
    try (Scorer scorer = model(program, ONE_INPUT.formatted(output)).load()) {
      assertThat(score(scorer, new Object[] {0.25})).containsExactly(0.75, 0.25);
    }
  }

  @Test
  void aFolderLoadsItsModelAsItLikes() {
    String program =
        """
        import os
        def load(folder):
            with open(os.path.join(folder, "factor.txt")) as file:
                return float(file.read())
        def predict(model, data):
            return data[:, 0] * model
        """;
    try (Scorer scorer = model(program, ONE_INPUT.formatted("")).with("factor.txt", "2.5").load()) {
      assertThat(score(scorer, new Object[] {4})).containsExactly(10);
      assertThat(scorer.signature().inputs())
          .containsExactly(Field.required("x", ColumnType.DECIMAL));
      assertThat(scorer.ready()).isTrue();
      assertThat(scorer.format()).isEqualTo("python");
    }
  }

  @Test
  void anExceptionIsAnsweredWithItsTypeAndMessageAndTheWorkerLivesOn() {
    String program =
        """
        import os
        def predict(model, data):
            if (data < 0).any():
                raise ValueError("x is below zero")
            return [os.getpid()] * len(data)
        """;
    try (Scorer scorer = model(program, ONE_INPUT.formatted("")).load()) {
      double[] before = score(scorer, new Object[] {1});
      assertThatThrownBy(() -> score(scorer, new Object[] {-1}))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
          .hasMessageEndingWith("failed: ValueError: x is below zero");
      assertThat(score(scorer, new Object[] {1})).containsExactly(before);
    }
  }

  @Test
  void answersThatDoNotFitTheRowsAreErrors() {
    String program =
        """
        import numpy
        WRONG = [None, lambda n: [1.0] * (n + 1), lambda n: 7.0, lambda n: [[1, 2]] * n, lambda n: None,
                 lambda n: ["seven"] * n, lambda n: numpy.zeros((n, 1, 1)), lambda n: numpy.zeros(5_000_000)]
        def predict(model, data):
            wrong = WRONG[int(data[0, 0])]
            return wrong(len(data)) if wrong else [0.0] * len(data)
        """;
    try (Scorer scorer = model(program, ONE_INPUT.formatted("")).load()) {
      List<String> messages =
          List.of(
              "predict returned 2 answers for 1 rows",
              "predict returned 7.0, expected an answer for each of 1 rows",
              "predict returned 2 numbers a row, expected 1",
              "predict returned None",
              "predict returned 'seven', expected numbers",
              "an array of 3 dimensions",
              "predict returned 5000000 answers for 1 rows");
      for (int i = 0; i < messages.size(); i++) {
        int wrong = i + 1;
        assertThatThrownBy(() -> score(scorer, new Object[] {wrong}))
            .hasMessageContaining(messages.get(i));
      }
      assertThat(score(scorer, new Object[] {0})).containsExactly(0);
    }
  }

  @Test
  void whatIsNoNumberStaysSo() {
    String program =
        "def predict(model, data): return [None if x > 0 else float('inf') for x in data[:, 0]]";
    try (Scorer scorer = model(program, ONE_INPUT.formatted("")).load()) {
      assertThat(score(scorer, new Object[] {1}, new Object[] {0}))
          .containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void aModelIsWarmedUpWithItsExample() {
    String program =
        """
        def predict(model, data):
            assert (data > 100).all()
            return data[:, 0]
        """;
    assertThatThrownBy(() -> model(program, ONE_INPUT.formatted("")).load())
        .hasMessageContaining("failed in its warm-up: AssertionError (predict.py, line 2)")
        .hasMessageContaining("\"example\" in predict.json");
    try (Scorer scorer =
        model(program, ONE_INPUT.formatted(", \"example\": {\"x\": 101}")).load()) {
      assertThat(score(scorer, new Object[] {200})).containsExactly(200);
    }
  }

  @Test
  void aManifestWithAMistakeIsRefusedByItsKey() {
    String program = "def predict(model, data): return data.x";
    assertThatThrownBy(() -> model(program, "{\"input\": []}").load())
        .hasMessageContaining("has the key 'input'");
    assertThatThrownBy(() -> model(program, "{\"data\": \"arrow\"}").load())
        .hasMessageContaining("expected pandas or numpy");
    assertThatThrownBy(() -> model(program, "{").load())
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_MODEL));
  }

  private PythonModelFolder model(String program, String manifest) {
    return PythonModelFolder.in(folder, program).with("predict.json", manifest);
  }
}
