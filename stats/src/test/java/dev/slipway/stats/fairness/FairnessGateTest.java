package dev.slipway.stats.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.stats.fairness.Disparity.Measure;
import dev.slipway.stats.fairness.Disparity.Verdict;
import dev.slipway.stats.metric.Confusion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairnessGateTest {
  private static final Group LARGE = new Group("large", new Confusion(3_000, 1_000, 5_000, 1_000));

  @Test
  void groupsThatAreSurelyTreatedAlikePass() {
    Fairness fairness = judge(LARGE, new Group("other", new Confusion(1_500, 500, 2_500, 500)));
    assertThat(fairness.verdict()).isEqualTo(Verdict.PASS);
    assertThat(fairness.reference()).isEqualTo("large");
    assertThat(fairness.disparities()).hasSize(3);
  }

  @Test
  void aGroupThatIsSurelyTreatedWorseFails() {
    // true positive rate .5 against .75, selection rate .25 against .4
    Fairness fairness = judge(LARGE, new Group("other", new Confusion(1_000, 250, 2_750, 1_000)));
    assertThat(fairness.verdict()).isEqualTo(Verdict.FAIL);
    Disparity selection = fairness.disparities().getFirst();
    assertThat(selection.measure()).isEqualTo(Measure.SELECTION_RATIO);
    assertThat(selection.value()).isCloseTo(0.625, within(1e-12));
    assertThat(selection.bounds().high()).isLessThan(0.8);
    assertThat(fairness.disparities().get(1).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aGroupThatIsSelectedMoreOftenIsADisparityToo() {
    Disparity selection =
        judge(LARGE, new Group("other", new Confusion(1_900, 1_300, 700, 100)))
            .disparities()
            .getFirst();
    assertThat(selection.value()).isCloseTo(0.5, within(1e-12));
    assertThat(selection.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aSmallGroupIsInsufficientHoweverBadItLooks() {
    // its point values would fail: true positive rate .6, selection ratio .75
    Fairness fairness = judge(LARGE, new Group("small", new Confusion(18, 2, 28, 12)));
    assertThat(fairness.verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(fairness.disparities())
        .extracting(Disparity::verdict)
        .containsOnly(Verdict.INSUFFICIENT);
  }

  @Test
  void aTinyGroupIsListedNotDropped() {
    Fairness fairness =
        judge(
            LARGE,
            new Group("other", new Confusion(1_500, 500, 2_500, 500)),
            new Group("tiny", new Confusion(4, 1, 0, 0)));
    assertThat(fairness.notAssessable()).containsExactly("tiny");
    assertThat(fairness.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void oneGroupAloneOrNoneIsInsufficient() {
    assertThat(judge(LARGE).verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(judge().verdict()).isEqualTo(Verdict.INSUFFICIENT);
  }

  @Test
  void theReferenceGroupCanBeDeclared() {
    Group other = new Group("other", new Confusion(1_500, 500, 2_500, 500));
    assertThat(FairnessGate.DEFAULT.judge(List.of(LARGE, other), Optional.of("other")).reference())
        .isEqualTo("other");
    assertThat(FairnessGate.DEFAULT.judge(List.of(LARGE, other), Optional.of("none")).verdict())
        .isEqualTo(Verdict.INSUFFICIENT);
  }

  private static Fairness judge(Group... groups) {
    return FairnessGate.DEFAULT.judge(List.of(groups), Optional.empty());
  }
}
