package dev.slipway.serving.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples are those of the W3C recommendation "Trace Context", section 3.2.
final class TraceContextTest {
  private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void theStandardsExampleIsReadAndWritten() {
    TraceContext trace = TraceContext.parse(EXAMPLE).orElseThrow();
    assertThat(trace)
        .isEqualTo(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
    assertThat(trace.header()).isEqualTo(EXAMPLE);
    assertThat(TraceContext.parse(EXAMPLE.replace("-01", "-00")).orElseThrow().sampled()).isFalse();
  }

  @Test
  void aLaterVersionMayAppendMembers() {
    assertThat(TraceContext.parse(EXAMPLE.replaceFirst("00", "cc") + "-what-the-future"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e473\"-00f067aa0ba902b7-01"
      })
  void whatTheStandardDoesNotAllowIsIgnored(String header) {
    assertThat(TraceContext.parse(header)).isEmpty();
  }
}
