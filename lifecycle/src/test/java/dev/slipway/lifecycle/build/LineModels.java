package dev.slipway.lifecycle.build;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Loads models of one line: `logistic x 0.5 -2` scores the column `x` by `1 / (1 + exp(-(0.5 x - 2)))`,
/// a missing x as 0; `identity x` is a regression that answers x.
public final class LineModels implements ModelLoader {
  @Override
  public Scorer load(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ");
      List<Field> inputs = List.of(Field.required(words[1], ColumnType.DECIMAL));
      return switch (words[0]) {
        case "logistic" ->
            new Line(
                new Signature(
                    inputs,
                    new Output.Probabilities(
                        new Classes(List.of("false", "true"), ColumnType.BOOLEAN))),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
        case "identity" ->
            new Line(new Signature(inputs, new Output.Values(List.of("prediction"))), 1, 0);
        default -> throw new SlipwayException(ErrorCode.UNSUPPORTED_MODEL, words[0]);
      };
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.CORRUPT_MODEL, "no line", e);
    }
  }

  public record Line(Signature signature, double slope, double intercept) implements Scorer {
    @Override
    public String format() {
      return "line";
    }

    @Override
    public void score(Rows rows, double[] out) {
      for (int r = 0; r < rows.size(); r++) {
        double x = rows.number(r, 0);
        double line = (Double.isNaN(x) ? 0 : x) * slope + intercept;
        if (signature.output().width() == 2) {
          out[2 * r + 1] = 1 / (1 + Math.exp(-line));
          out[2 * r] = 1 - out[2 * r + 1];
        } else {
          out[r] = line;
        }
      }
    }
  }
}
