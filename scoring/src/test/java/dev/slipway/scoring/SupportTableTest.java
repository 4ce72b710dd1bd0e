package dev.slipway.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.scoring.MeasuredParity.Agreement;
import dev.slipway.scoring.sklearn.SupportedEstimators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The tables of `docs/guide/model-formats.md` name what the code reads, and promise no closer agreement than
/// the parity tests of this run measured. With `-Dslipway.write-guide=true` they are written anew instead.
///
/// A table stands between two comments:
/// ```
/// <!-- measured: sklearn -->
/// | estimator | agreement |
/// |---|---|
/// | `Ridge` | 1e-15 |
/// <!-- end -->
/// ```
@Order(Integer.MAX_VALUE)
class SupportTableTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "model-formats.md");
  private static final Pattern TABLE =
      Pattern.compile("<!-- measured: (\\w+) -->\n(.*?)<!-- end -->", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|");

  @Test
  void theGuideNamesWhatIsReadAndPromisesWhatWasMeasured() throws IOException {
    boolean required =
        "1".equals(System.getenv("SLIPWAY_REQUIRE_PYTHON")) || "true".equals(System.getenv("CI"));
    boolean complete = MeasuredParity.of("sklearn").size() > 100;
    if (required && System.getProperty("test") == null) {
      assertThat(complete).as("the parity tests ran before this one").isTrue();
    }
    assumeThat(complete).as("the parity tests ran before this one").isTrue();

    String guide = Files.readString(GUIDE);
    if (Boolean.getBoolean("slipway.write-guide")) {
      Files.writeString(
          GUIDE, TABLE.matcher(guide).replaceAll(m -> Matcher.quoteReplacement(table(m.group(1)))));
      return;
    }
    List<String> formats = new ArrayList<>();
    Matcher tables = TABLE.matcher(guide);
    while (tables.find()) {
      formats.add(tables.group(1));
      check(tables.group(1), stated(tables.group(2)));
    }
    assertThat(formats).contains("sklearn", "xgboost", "lightgbm", "catboost", "onnx", "pmml");
  }

  private static void check(String format, Map<String, String> stated) {
    SortedSet<String> expected = constructs(format);
    assertThat(stated.keySet())
        .as("the table of %s; write it anew with -Dslipway.write-guide=true", format)
        .containsExactlyElementsOf(expected);
    for (String construct : expected) {
      Optional<Agreement> measured = MeasuredParity.of(format, construct);
      assertThat(measured).as("a parity test of %s %s", format, construct).isPresent();
      double promised =
          stated.get(construct).equals("bit-equal") ? 0 : Double.parseDouble(stated.get(construct));
      assertThat(measured.get().relative())
          .as("%s %s is promised to agree to %s", format, construct, stated.get(construct))
          .isLessThanOrEqualTo(promised);
    }
  }

  private static Map<String, String> stated(String table) {
    Map<String, String> stated = new LinkedHashMap<>();
    Matcher rows = ROW.matcher(table);
    while (rows.find()) {
      stated.put(rows.group(1), rows.group(2));
    }
    return stated;
  }

  /// The allow-list of scikit-learn, and of other formats what models of the parity tests hold.
  private static SortedSet<String> constructs(String format) {
    return format.equals("sklearn")
        ? SupportedEstimators.names()
        : new TreeSet<>(MeasuredParity.of(format).keySet());
  }

  private static String table(String format) {
    StringBuilder table = new StringBuilder("<!-- measured: " + format + " -->\n");
    table.append(
        format.equals("sklearn") ? "| estimator | agreement |\n" : "| part | agreement |\n");
    table.append("|---|---|\n");
    for (String construct : constructs(format)) {
      String agreement =
          MeasuredParity.of(format, construct)
              .map(SupportTableTest::agreement)
              .orElse("unmeasured");
      table.append("| `%s` | %s |\n".formatted(construct, agreement));
    }
    return table.append("<!-- end -->").toString();
  }

  /// The greatest difference, rounded up to a power of ten.
  private static String agreement(Agreement measured) {
    return measured.relative() == 0
        ? "bit-equal"
        : "1e%d".formatted((int) Math.ceil(Math.log10(measured.relative())));
  }
}
