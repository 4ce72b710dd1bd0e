package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.store.table.DuckTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that scikit-learn trains and the JVM scores.
class FlightEtaTest {
  private static final String PYTHON = "/usr/bin/python3";

  @Test
  void servesWhatScikitLearnPredicts(@TempDir Path folder) throws Exception {
    requirePython();
    Path project = folder.resolve("eta");
    Ran.slipway("init", project.toString(), "--from", "flight-eta", "--json").json();
    Ran.slipway("build", "-C", project.toString(), "--json").json();
    assertThat(Ran.slipway("verify", "-C", project.toString(), "--json").exitCode()).isZero();
    assertThat(
            Ran.slipway("inspect", project.resolve("build/model.joblib").toString(), "--json")
                .exitCode())
        .isZero();

    Path predictions = project.resolve("build/predicted.csv");
    python(
        project,
        "import joblib, pandas as pd;"
            + "t = pd.read_csv('build/test.csv').head(200);"
            + "m = joblib.load('build/model.joblib');"
            + "p = m.predict(t[['hour','weekday','distance','origin','destination']]);"
            + "open('build/predicted.csv','w').write('\\n'.join(repr(float(x)) for x in p))");
    List<String> expected = Files.readAllLines(predictions);
    Table test = new DuckTables().read(project.resolve("build/test.csv"), 200);
    try (Scorer scorer = new ModelFiles().load(project.resolve("build/model.joblib"))) {
      Rows rows = Rows.of(scorer.signature(), test);
      double[] scores = new double[rows.size()];
      scorer.score(rows, scores);
      assertThat(expected).hasSize(200);
      for (int r = 0; r < 200; r++) {
        assertThat(scores[r])
            .isCloseTo(Double.parseDouble(expected.get(r)), Percentage.withPercentage(1e-10));
      }
    }
  }

  private static void requirePython() throws Exception {
    boolean there =
        Files.isExecutable(Path.of(PYTHON))
            && run(Path.of("."), "import sklearn, pandas, yaml") == 0;
    if (System.getenv("SLIPWAY_REQUIRE_PYTHON") == null && System.getenv("CI") == null) {
      assumeTrue(there, "no Python with scikit-learn, pandas and PyYAML");
    }
    assertThat(there).as("a Python with scikit-learn, pandas and PyYAML").isTrue();
  }

  private static void python(Path folder, String code) throws Exception {
    assertThat(run(folder, code)).isZero();
  }

  private static int run(Path folder, String code) throws Exception {
    return new ProcessBuilder(PYTHON, "-c", code)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
