package dev.slipway.lifecycle.build;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.project.Project.Feature;
import dev.slipway.core.project.Project.ModelSpec;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settles the signature of a package: the columns in the order the model takes them, with the types that
/// the project declares or the training table has.
final class PackageSignature {
  private PackageSignature() {}

  static Signature of(ModelSpec spec, Table train, Signature model) {
    List<Feature> features = features(spec, train.schema(), model);
    List<Field> inputs = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      Field taken = model.inputs().get(i);
      Feature feature = matching(features, taken, i, model, spec);
      inputs.add(input(feature, taken, train, spec));
    }
    return new Signature(inputs, output(spec, model.output()));
  }

  /// The model's output, deciding by the project's threshold where it declares one.
  private static Output output(ModelSpec spec, Output output) {
    if (spec.threshold().isEmpty()) {
      return output;
    }
    if (!(output instanceof Output.Probabilities(Classes classes, _)) || classes.size() != 2) {
      throw new SlipwayException(
          ErrorCode.INVALID_PROJECT,
          "'model.threshold' needs a model that gives the probabilities of two classes; leave it out");
    }
    if (spec.positive().filter(classes.label(0)::equals).isPresent()) {
      throw new SlipwayException(
          ErrorCode.INVALID_PROJECT,
          "'model.threshold' is for the model's second class, '%s', and 'model.positive' is the first"
              .formatted(classes.label(1)));
    }
    return new Output.Probabilities(classes, spec.threshold());
  }

  /// The declared features; else the model's own inputs where the table has them all; else every column
  /// but the target.
  private static List<Feature> features(ModelSpec spec, Schema train, Signature model) {
    if (!spec.features().isEmpty()) {
      return spec.features();
    }
    List<String> own = model.inputs().stream().map(Field::name).toList();
    List<String> names =
        train.names().containsAll(own)
            ? own
            : train.names().stream().filter(name -> !name.equals(spec.target())).toList();
    return names.stream().map(Feature::named).toList();
  }

  /// By name; by position where the model knows no names of the features at all.
  private static Feature matching(
      List<Feature> features, Field taken, int position, Signature model, ModelSpec spec) {
    for (Feature feature : features) {
      if (feature.name().equals(taken.name())) {
        return feature;
      }
    }
    boolean strangers = features.stream().noneMatch(f -> model.indexOf(f.name()) >= 0);
    if (strangers && features.size() == model.inputs().size()) {
      return features.get(position);
    }
    throw new SlipwayException(
        ErrorCode.INVALID_DATA,
        "the model takes the input '%s', which 'model.features' does not list; it lists %s for the model '%s'"
            .formatted(taken.name(), features.stream().map(Feature::name).toList(), spec.path()));
  }

  private static Field input(Feature feature, Field taken, Table train, ModelSpec spec) {
    Column column =
        train
            .schema()
            .column(feature.name())
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.INVALID_DATA,
                    "the training table '%s' has no column '%s'; its columns are %s"
                        .formatted(spec.train(), feature.name(), train.schema().names())));
    ColumnType type = feature.type().orElse(column.type());
    if (type.numeric() != taken.type().numeric()) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "the model takes '%s' as %s, but it is %s in '%s'"
              .formatted(feature.name(), word(taken.type()), word(type), spec.train()));
    }
    requireFit(feature, type);
    // What was missing in training may be missing in requests, unless the project forbids it.
    boolean forbidden = feature.declared().flatMap(Declared::nullable).equals(Optional.of(false));
    boolean required = feature.required() && (forbidden || complete(train, column));
    return new Field(feature.name(), type, required, feature.declared());
  }

  /// Where the project states no type, only the table tells whether its limits are about this one.
  private static void requireFit(Feature feature, ColumnType type) {
    for (Limit limit : feature.declared().map(Declared::limits).orElse(List.of())) {
      if (!limit.fits(type)) {
        throw new SlipwayException(
            ErrorCode.INVALID_PROJECT, Feature.misfit(feature.name(), limit, type));
      }
    }
  }

  private static boolean complete(Table train, Column column) {
    return column.type().numeric()
        ? Arrays.stream(train.numbers(column.name())).noneMatch(Double::isNaN)
        : Arrays.stream(train.texts(column.name())).noneMatch(Objects::isNull);
  }

  private static String word(ColumnType type) {
    return type.numeric() ? "a number" : "text";
  }
}
