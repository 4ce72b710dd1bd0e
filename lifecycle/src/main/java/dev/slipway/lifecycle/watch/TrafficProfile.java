package dev.slipway.lifecycle.watch;

import dev.slipway.core.model.Field;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.table.Table;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.lifecycle.outcome.OutcomeReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts logged predictions into the bins of the model's training profile: its inputs and, where the
/// training profile has it, its score. Not thread-safe.
final class TrafficProfile {
  private final OutcomeReader reader;
  private final List<ColumnProfile> reference = new ArrayList<>();
  private final List<Integer> inputs = new ArrayList<>();
  private final Profiler profiler;
  private final boolean scored;
  private final Set<String> withheld = new HashSet<>();
  private long rows;

  TrafficProfile(ModelPackage contents, OutcomeReader reader) {
    this.reader = reader;
    List<Field> fields = contents.signature().inputs();
    Optional<Profile> training = contents.profile();
    for (int i = 0; i < fields.size() && training.isPresent(); i++) {
      Optional<ColumnProfile> column = training.get().column(fields.get(i).name());
      if (column.isPresent() && column.get().type().numeric() == fields.get(i).type().numeric()) {
        reference.add(column.get());
        inputs.add(i);
      }
    }
    Optional<ColumnProfile> score =
        training
            .flatMap(profile -> profile.column(DriftReport.SCORE))
            .filter(column -> column.type().numeric());
    score.ifPresent(reference::add);
    this.scored = score.isPresent();
    this.profiler =
        Profiler.anchored(
            new Profile(Profile.SCHEMA_VERSION, training.map(Profile::rows).orElse(0L), reference));
  }

  /// Counts the cells that the log has: a row whose inputs were not sampled gives its score alone.
  void add(PredictionRecord record) {
    rows++;
    for (int c = 0; c < inputs.size() && !record.inputs().isEmpty(); c++) {
      int input = inputs.get(c);
      @Nullable Object cell = input < record.inputs().size() ? record.inputs().get(input) : null;
      if (cell instanceof Withheld) {
        withheld.add(reference.get(c).name());
      } else if (reference.get(c).type().numeric()) {
        profiler.number(c, cell instanceof Double number ? number : Table.NULL);
      } else {
        profiler.text(c, cell instanceof String text ? text : null);
      }
    }
    if (scored && record.scores().length > 0) {
      profiler.number(inputs.size(), reader.score(record.scores()));
    }
  }

  long rows() {
    return rows;
  }

  /// Whether the log withholds cells of a column.
  boolean withholds(String column) {
    return withheld.contains(column);
  }

  /// The training side, column by column.
  List<ColumnProfile> reference() {
    return List.copyOf(reference);
  }

  /// The live side of the same columns.
  List<ColumnProfile> live() {
    return profiler.profile().columns();
  }
}
