package dev.slipway.server.console;

import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A release as a row: where it stands and what was decided, newest decision first.
record ReleaseRow(
    String id,
    String endpoint,
    String environment,
    String link,
    String candidate,
    String candidateLink,
    String baseline,
    Badge state,
    boolean running,
    String startedBy,
    Moment started,
    List<Step> steps,
    List<Decided> decisions) {
  /// @param style the CSS class: `past`, `now` or empty
  record Step(String share, String style) {}

  record Decided(Badge action, String reason, Moment when, List<Named> numbers) {}

  static ReleaseRow of(Release release, Instant now) {
    return new ReleaseRow(
        release.id(),
        release.endpoint(),
        release.environment().label(),
        Links.endpoint(release.endpoint(), release.environment()),
        "v" + release.candidate().number(),
        Links.version(release.candidate()),
        release.baseline().map(b -> "v" + b.number()).orElse("nothing"),
        Badge.of(release.state()),
        release.running(),
        release.startedBy(),
        Moment.of(release.startedAt(), now),
        steps(release),
        release.decisions().reversed().stream().map(made -> decided(made, now)).toList());
  }

  /// The candidate's share now.
  static String share(Release release) {
    return switch (release.plan().strategy()) {
      case BASIC -> "all at once";
      case CANARY ->
          percent(
              release
                  .plan()
                  .steps()
                  .get(Math.min(release.step(), release.plan().steps().size() - 1)));
    };
  }

  private static List<Step> steps(Release release) {
    if (release.plan().strategy() == ReleasePlan.Strategy.BASIC) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    boolean promoted = release.state() == Release.State.PROMOTED;
    for (int i = 0; i < release.plan().steps().size(); i++) {
      boolean past = promoted || i < release.step();
      boolean now = release.running() && i == release.step();
      steps.add(new Step(percent(release.plan().steps().get(i)), past ? "past" : now ? "now" : ""));
    }
    steps.add(new Step("promoted", promoted ? "past" : ""));
    return steps;
  }

  private static Decided decided(Release.Made made, Instant now) {
    List<Named> numbers = new ArrayList<>();
    for (Map.Entry<String, Double> number : made.decision().numbers().entrySet()) {
      numbers.add(new Named(number.getKey(), Figures.number(number.getValue())));
    }
    return new Decided(
        Badge.of(made.decision().action()),
        made.decision().reason(),
        Moment.of(made.at(), now),
        numbers);
  }

  private static String percent(int weight) {
    return Figures.percent(weight / (double) Route.WHOLE);
  }
}
