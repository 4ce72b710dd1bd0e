package dev.slipway.lifecycle.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `slipway.lock` of a project: for each step the inputs and outputs of its last run. Plain text in
/// name order, so that it can be committed and its differences read.
final class BuildLock {
  static final String FILE = "slipway.lock";

  private final ProjectDisk disk;
  private final Map<String, StageRecord> records = new TreeMap<>();

  BuildLock(ProjectDisk disk) {
    this.disk = disk;
    String name = null;
    List<String> lines = new ArrayList<>();
    for (String line : disk.lines(disk.at(FILE))) {
      if (line.startsWith("step ")) {
        add(name, lines);
        name = line.substring("step ".length());
        lines = new ArrayList<>();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line);
      }
    }
    add(name, lines);
  }

  Optional<StageRecord> find(String step) {
    return Optional.ofNullable(records.get(step));
  }

  /// Records a step and saves the file, so that a build that fails later keeps it.
  void put(String step, StageRecord record) {
    if (record.equals(records.put(step, record))) {
      return;
    }
    StringBuilder text = new StringBuilder("# Written by slipway build; commit it.\n");
    records.forEach((name, kept) -> {
      text.append("step ").append(name).append('\n');
      kept.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    });
    disk.write(disk.at(FILE), text.toString());
  }

  private void add(@org.jspecify.annotations.Nullable String name, List<String> lines) {
    if (name != null) {
      StageRecord.parse(lines).ifPresent(record -> records.put(name, record));
    }
  }
}
