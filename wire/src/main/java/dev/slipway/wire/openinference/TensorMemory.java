package dev.slipway.wire.openinference;

import java.util.ArrayList;
import java.util.List;

/// What the elements of a request's tensors are read into where they cannot stay in the body, kept from request to
/// request. One request at a time.
public final class TensorMemory {
  private static final int KEPT_TENSORS = 64;
  private static final int KEPT_ELEMENTS = 1 << 14;

  private final List<ListedElements> listed = new ArrayList<>();
  private final List<TypedContents> typed = new ArrayList<>();
  private int listedInUse;
  private int typedInUse;

  /// Takes everything back, and lets go of what is too large to be kept.
  public void clear() {
    if (listedInUse > 0) {
      listed.removeIf(elements -> elements.room() > KEPT_ELEMENTS);
      trim(listed);
      listed.forEach(ListedElements::clear);
      listedInUse = 0;
    }
    if (typedInUse > 0) {
      typed.removeIf(elements -> elements.room() > KEPT_ELEMENTS);
      trim(typed);
      typed.forEach(TypedContents::clear);
      typedInUse = 0;
    }
  }

  private static void trim(List<?> elements) {
    if (elements.size() > KEPT_TENSORS) {
      elements.subList(KEPT_TENSORS, elements.size()).clear();
    }
  }

  ListedElements listed() {
    if (listedInUse == listed.size()) {
      listed.add(new ListedElements());
    }
    return listed.get(listedInUse++);
  }

  TypedContents typed() {
    if (typedInUse == typed.size()) {
      typed.add(new TypedContents());
    }
    return typed.get(typedInUse++);
  }
}
