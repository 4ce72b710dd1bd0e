package dev.slipway.scoring.lightgbm;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.column.Stage;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.tree.Comparison;
import dev.slipway.scoring.tree.Forest;
import dev.slipway.scoring.tree.MissingRule;
import dev.slipway.scoring.tree.Precision;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A LightGBM model, as `Booster.save_model` and `model_to_string` write it.
///
/// @param objective LightGBM's name of it
/// @param stages what puts codes in the place of a pandas frame's categories; mostly empty
/// @param margins the raw scores
/// @param engine what the signature promises
public record LightgbmModel(
    String version,
    String objective,
    Signature signature,
    List<Stage> stages,
    Engine margins,
    Engine engine,
    Forest forest) {
  private static final int MOST_FEATURES = 1 << 20;
  private static final int MOST_GROUPS = 1 << 14;

  /// Reads the text of a model; all its trees count.
  public static LightgbmModel read(String text) {
    List<Section> sections = Section.split(text);
    Section head = sections.getFirst();
    int features = head.count("max_feature_idx", MOST_FEATURES) + 1;
    int groups = head.count("num_tree_per_iteration", MOST_GROUPS);
    if (groups < 1) {
      throw head.corrupt("num_tree_per_iteration", "is 0");
    }
    LightgbmObjective objective = LightgbmObjective.parse(head.optional("objective"));
    @Nullable MissingRule[] rules = new MissingRule[features];
    List<TreeSection> trees =
        sections.stream().skip(1).map(tree -> new TreeSection(tree, rules)).toList();
    boolean linear = trees.stream().anyMatch(TreeSection::isLinear);
    Forest.Builder forest =
        Forest.builder(features, linear ? trees.size() : groups)
            .comparison(Comparison.LESS_OR_EQUAL)
            .splits(Precision.FLOAT64)
            .sums(Precision.FLOAT64);
    for (int t = 0; t < trees.size(); t++) {
      forest.add(linear ? trees.get(t).numbered(t) : trees.get(t).read(t % groups));
    }
    for (int f = 0; f < features; f++) {
      MissingRule rule = rules[f];
      forest.missing(f, rule == null ? MissingRule.NAN : rule);
    }
    boolean mean = head.optional("average_output").isPresent();
    double divisor = mean ? Math.max(1, trees.size() / groups) : 1;
    if (!linear) {
      forest.divisor(divisor);
    }
    Forest built = forest.build();
    Engine margins =
        linear
            ? new LinearLeaves(
                built.compile(), trees.stream().map(TreeSection::linear).toList(), groups, divisor)
            : built.compile();
    List<String> infos = List.of(head.optional("feature_infos").orElse("").strip().split("\\s+"));
    PandasCategories categories = PandasCategories.read(text, infos, features);
    List<Field> inputs = categories.typed(inputs(head, features));
    return new LightgbmModel(
        head.optional("version").orElse("unknown"),
        objective.name(),
        new Signature(inputs, objective.output(groups)),
        categories.isEmpty() ? List.of() : List.of(categories.encoding(features)),
        margins,
        margins.then(objective.link()),
        built);
  }

  private static List<Field> inputs(Section head, int features) {
    List<String> names = List.of(head.optional("feature_names").orElse("").strip().split("\\s+"));
    if (names.size() != features || new HashSet<>(names).size() != features) {
      if (names.size() > 1) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_MODEL,
            "the LightGBM model names %d of its %d features; export it again"
                .formatted(names.size(), features));
      }
      names = IntStream.range(0, features).mapToObj(f -> "Column_" + f).toList();
    }
    return names.stream().map(n -> Field.optional(n, ColumnType.DECIMAL)).toList();
  }
}
