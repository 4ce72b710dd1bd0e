package dev.slipway.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.audit.AuditChain;
import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.AuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [AuditLog] does.
public abstract class AuditLogContract {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");

  /// The same, empty log for the whole of one test.
  protected abstract AuditLog auditLog();

  private AuditEntry append(String subject) {
    return auditLog()
        .append(
            AT, "ada", "version.registered", subject, "checks passed", Map.of("digest", "ab12"));
  }

  @Test
  void chainsEntriesFromOne() {
    AuditEntry first = append("late:1");
    AuditEntry second = append("late:2");
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(first.previous()).isEqualTo(AuditEntry.FIRST);
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(auditLog().entries(0, 10)).containsExactly(first, second);
    assertThat(auditLog().entries(1, 10)).containsExactly(second);
    assertThat(auditLog().entries(0, 1)).containsExactly(first);
    assertThat(AuditChain.firstBreak(auditLog())).isEmpty();
  }

  @Test
  void findsASubjectAndEverythingBelowIt() {
    for (String subject :
        List.of("late", "late:1", "late/production", "later", "late-2", "late:2")) {
      append(subject);
    }
    assertThat(auditLog().about("late", 10))
        .extracting(AuditEntry::subject)
        .containsExactly("late:2", "late/production", "late:1", "late");
    assertThat(auditLog().about("late", 1))
        .extracting(AuditEntry::subject)
        .containsExactly("late:2");
    assertThat(auditLog().about("late:1", 10)).hasSize(1);
    assertThat(auditLog().about("none", 10)).isEmpty();
  }

  @Test
  void staysWholeWhenManyWriteAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(
          IntStream.range(0, 50)
              .<Callable<AuditEntry>>mapToObj(i -> () -> append("late:" + (i + 1)))
              .toList());
    }
    assertThat(auditLog().entries(0, 100)).hasSize(50);
    assertThat(AuditChain.firstBreak(auditLog())).isEmpty();
  }
}
