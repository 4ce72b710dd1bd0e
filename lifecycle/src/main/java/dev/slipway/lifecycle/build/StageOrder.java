package dev.slipway.lifecycle.build;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project;
import dev.slipway.core.project.Project.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order in which stages run: each after those that make what it reads, else as written.
final class StageOrder {
  private StageOrder() {}

  static List<String> of(Project project) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    project.stages().forEach((name, stage) -> needs.put(name, makers(project, name, stage)));
    List<String> order = new ArrayList<>();
    while (order.size() < needs.size()) {
      String next =
          needs.keySet().stream()
              .filter(name -> !order.contains(name) && order.containsAll(needs.get(name)))
              .findFirst()
              .orElseThrow(() ->
                  new SlipwayException(
                      ErrorCode.INVALID_PROJECT,
                      "stages wait for each other; these cannot start: "
                          + needs.keySet().stream().filter(n -> !order.contains(n)).toList()));
      order.add(next);
    }
    return order;
  }

  private static Set<String> makers(Project project, String name, Stage stage) {
    List<String> reads = new ArrayList<>(stage.deps());
    reads.addAll(stage.params().keySet());
    Set<String> makers = new LinkedHashSet<>();
    project
        .stages()
        .forEach((other, maker) -> {
          boolean feeds =
              paths(maker).stream()
                  .anyMatch(out -> reads.stream().anyMatch(dep -> overlap(dep, out)));
          if (feeds && !other.equals(name)) {
            makers.add(other);
          }
        });
    return makers;
  }

  private static List<String> paths(Stage stage) {
    return StageStep.outs(stage).stream().map(Project.Out::path).toList();
  }

  private static boolean overlap(String a, String b) {
    return a.equals(b) || a.startsWith(b + "/") || b.startsWith(a + "/");
  }
}
