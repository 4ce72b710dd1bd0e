package dev.slipway.serving.version;

import dev.slipway.core.model.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Workspaces waiting for a request. Thread-safe and lock-free: a taker empties a slot near the one that
/// its thread's id falls on, or makes a new workspace where all of those are empty.
public final class WorkspacePool {
  private static final int SLOTS = 64;
  private static final int TRIES = 4;

  private final Signature signature;
  private final AtomicReferenceArray<@Nullable Workspace> slots = new AtomicReferenceArray<>(SLOTS);

  WorkspacePool(Signature signature) {
    this.signature = signature;
  }

  public Workspace take() {
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i < TRIES; i++) {
      int slot = start + i & SLOTS - 1;
      if (slots.get(slot) != null) {
        Workspace workspace = slots.getAndSet(slot, null);
        if (workspace != null) {
          return workspace;
        }
      }
    }
    return new Workspace(signature);
  }

  public void giveBack(Workspace workspace) {
    if (!workspace.keepable()) {
      return;
    }
    workspace.clear();
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i < TRIES; i++) {
      if (slots.compareAndSet(start + i & SLOTS - 1, null, workspace)) {
        return;
      }
    }
  }
}
