package dev.slipway.serving.version;

import dev.slipway.core.model.Signature;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.route.Bucket;
import dev.slipway.core.route.Route;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// What of a row's inputs reaches the log, as the package's [Recording] has it. Immutable and thread-safe.
public final class RecordedInputs {
  private static final String SALT = "inputs";

  private final Recording recording;
  private final Kept[] kept;
  private final List<String> names;

  private enum Kept {
    WHOLE,
    HASH,
    NOTHING
  }

  private RecordedInputs(Recording recording, Kept[] kept, List<String> names) {
    this.recording = recording;
    this.kept = kept;
    this.names = names;
  }

  static RecordedInputs of(Signature signature, Recording recording) {
    List<String> names = signature.inputSchema().names();
    Kept[] kept = new Kept[names.size()];
    for (int i = 0; i < kept.length; i++) {
      if (recording.masked().contains(names.get(i))) {
        kept[i] = Kept.NOTHING;
      } else {
        kept[i] = recording.hashed().contains(names.get(i)) ? Kept.HASH : Kept.WHOLE;
      }
    }
    return new RecordedInputs(recording, kept, names);
  }

  /// Whether the inputs of this prediction are logged, by a hash of its id: every process says the same.
  public boolean samples(String id) {
    return recording.sample() >= 1 || Bucket.of(SALT, id) < recording.sample() * Route.WHOLE;
  }

  /// Whether there are inputs that must not be logged as they are.
  public boolean withholds() {
    return recording.withholds();
  }

  /// The row without what is withheld.
  public List<@Nullable Object> of(List<@Nullable Object> row) {
    return recording.withholds() ? new Disguised(row) : row;
  }

  /// Cells become objects only when the log is written, as those of the row itself do.
  private final class Disguised extends AbstractList<@Nullable Object> implements RandomAccess {
    private final List<@Nullable Object> row;

    Disguised(List<@Nullable Object> row) {
      this.row = row;
    }

    @Override
    public @Nullable Object get(int column) {
      return switch (kept[column]) {
        case WHOLE -> row.get(column);
        case NOTHING -> Withheld.MASKED;
        case HASH -> {
          Object cell = row.get(column);
          yield cell == null ? null : new Withheld.Secret(names.get(column), cell);
        }
      };
    }

    @Override
    public int size() {
      return row.size();
    }
  }
}
