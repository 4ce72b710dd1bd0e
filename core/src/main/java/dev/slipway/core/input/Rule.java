package dev.slipway.core.input;

import java.util.Locale;

/// What a value, a row or a batch can break.
public enum Rule {
  /// An input that the signature requires is absent.
  REQUIRED(Source.SIGNATURE),
  /// Null, where training had none.
  NULL(Source.SIGNATURE),
  /// A value of another type than the signature's.
  TYPE(Source.SIGNATURE),
  /// NaN or an infinity.
  FINITE(Source.SIGNATURE),
  /// A field that the model does not take.
  UNKNOWN(Source.SIGNATURE),
  /// A field that is there twice.
  DUPLICATE(Source.SIGNATURE),
  /// Null, where the project allows none.
  NULLABLE(Source.DECLARED),
  /// A number or time below the declared least.
  MIN(Source.DECLARED),
  /// A number or time above the declared greatest.
  MAX(Source.DECLARED),
  /// A value outside the declared set.
  VALUES(Source.DECLARED),
  /// A text longer than declared.
  MAX_LENGTH(Source.DECLARED),
  /// A text in which the declared pattern is not found.
  PATTERN(Source.DECLARED),
  /// A number too far out to be of training's kind at all.
  EXTREME(Source.PROFILE),
  /// A number outside the usual range.
  RANGE(Source.PROFILE),
  /// A category that training did not see.
  UNSEEN(Source.PROFILE),
  /// A text much shorter or longer than those of training.
  LENGTH(Source.PROFILE),
  /// A text built as none of training was.
  SHAPE(Source.PROFILE),
  /// A time ahead of the clock.
  FUTURE(Source.PROFILE),
  /// A time of day, where training had whole days.
  RESOLUTION(Source.PROFILE),
  /// A null of a batch that has too many.
  NULLS(Source.PROFILE),
  /// A new category of a batch that has too many.
  MANY_UNSEEN(Source.PROFILE),
  /// A text that names its row and is there twice in a batch.
  REPEATED(Source.PROFILE),
  /// A number or time greater than one that it never was greater than.
  ORDER(Source.PROFILE),
  /// A value that never went with another one of the row.
  DEPENDENCY(Source.PROFILE);

  private final Source source;

  Rule(Source source) {
    this.source = source;
  }

  public Source source() {
    return source;
  }

  /// What happens where the project does not say otherwise.
  public Treatment usually() {
    return source == Source.PROFILE && this != EXTREME ? Treatment.FLAG : Treatment.REFUSE;
  }

  /// As written in replies and in `slipway.yaml`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
