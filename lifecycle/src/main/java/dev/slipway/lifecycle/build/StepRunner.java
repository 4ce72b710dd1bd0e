package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project.Out;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs steps only where that is needed: an unchanged step is left alone, a step that ran with the same
/// inputs before is restored, and the outputs of a failed step are put back as they were or removed.
final class StepRunner {
  private final ProjectDisk disk;
  private final ContentDigests digests;
  private final OutputCache cache;
  private final BuildLock lock;
  private final InstantSource clock;
  private final Consumer<BuildEvent> events;

  StepRunner(
      ProjectDisk disk,
      ContentDigests digests,
      BuildLock lock,
      InstantSource clock,
      Consumer<BuildEvent> events) {
    this.disk = disk;
    this.digests = digests;
    this.cache = new OutputCache(disk, digests);
    this.lock = lock;
    this.clock = clock;
    this.events = events;
  }

  /// @param position of the step, from 1
  StageRecord run(Step step, int position, int steps) {
    Digest key = step.key(digests);
    Optional<StageRecord> last = lock.find(step.name());
    return switch (step.rerun()) {
      case NEVER -> {
        StageRecord frozen = record(step, key, last.map(StageRecord::notes).orElse(Map.of()));
        events.accept(new BuildEvent.StageUnchanged(step.name()));
        yield frozen;
      }
      case ALWAYS -> fresh(step, key, last, position, steps);
      case WHEN_CHANGED -> {
        if (last.isPresent() && last.get().key().equals(key) && inPlace(last.get())) {
          events.accept(new BuildEvent.StageUnchanged(step.name()));
          yield last.get();
        }
        Optional<StageRecord> earlier = cache.run(key).filter(this::restored);
        if (earlier.isPresent()) {
          lock.put(step.name(), earlier.get());
          events.accept(new BuildEvent.StageRestored(step.name()));
          yield earlier.get();
        }
        yield fresh(step, key, last, position, steps);
      }
    };
  }

  private StageRecord fresh(
      Step step, Digest key, Optional<StageRecord> last, int position, int steps) {
    events.accept(new BuildEvent.StageStarted(step.name(), position, steps));
    long started = clock.millis();
    boolean made = false;
    try {
      for (Out out : step.outs()) {
        Path path = disk.at(out.path());
        if (!out.persist()) {
          disk.remove(path);
        }
        ProjectDisk.writing(() -> Files.createDirectories(path.getParent()));
      }
      Map<String, String> notes = step.run();
      StageRecord record = record(step, key, notes);
      keep(step, record);
      lock.put(step.name(), record);
      made = true;
      events.accept(
          new BuildEvent.StageFinished(step.name(), Duration.ofMillis(clock.millis() - started)));
      return record;
    } catch (SlipwayException e) {
      events.accept(new BuildEvent.StageFailed(step.name(), e.getMessage()));
      throw e;
    } finally {
      if (!made) {
        putBack(step, last);
      }
    }
  }

  private StageRecord record(Step step, Digest key, Map<String, String> notes) {
    Map<String, Digest> outs = new LinkedHashMap<>();
    for (Out out : step.outs()) {
      Path path = disk.at(out.path());
      if (!Files.exists(path)) {
        throw new SlipwayException(
            ErrorCode.STAGE_FAILED,
            "the stage '%s' ended well but did not make '%s'; correct its 'outs' or its command"
                .formatted(step.name(), out.path()));
      }
      outs.put(out.path(), digests.of(path));
    }
    return new StageRecord(key, outs, notes);
  }

  private void keep(Step step, StageRecord record) {
    for (Out out : step.outs()) {
      Digest digest = record.outs().get(out.path());
      if (out.cache() && digest != null) {
        cache.keep(disk.at(out.path()), digest);
      }
    }
    cache.keepRun(record);
  }

  private boolean inPlace(StageRecord record) {
    return record.outs().entrySet().stream()
        .allMatch(out -> {
          Path path = disk.at(out.getKey());
          return Files.exists(path) && digests.of(path).equals(out.getValue());
        });
  }

  private boolean restored(StageRecord record) {
    for (Map.Entry<String, Digest> out : record.outs().entrySet()) {
      Path path = disk.at(out.getKey());
      boolean there = Files.exists(path) && digests.of(path).equals(out.getValue());
      if (!there && !cache.restore(out.getValue(), path)) {
        return false;
      }
    }
    return true;
  }

  /// Works even while the thread is interrupted, since that is one reason for a step to fail.
  private void putBack(Step step, Optional<StageRecord> last) {
    boolean interrupted = Thread.interrupted();
    try {
      putOutputsBack(step, last);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void putOutputsBack(Step step, Optional<StageRecord> last) {
    for (Out out : step.outs()) {
      Path path = disk.at(out.path());
      Digest before = last.map(record -> record.outs().get(out.path())).orElse(null);
      if (before == null || !cache.restore(before, path)) {
        if (!out.persist()) {
          disk.remove(path);
        }
      }
    }
  }
}
