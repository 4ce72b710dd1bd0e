package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Merges segments, each in time order, into one stream in time order. A segment is opened only when the
/// stream has come to its oldest record, so that as many are open as overlap in time.
final class TimeOrder {
  private record Head(PredictionRecord record, int rank, Segment.Records rest) {}

  private final Selection selection;
  private final Deque<Segment> unopened = new ArrayDeque<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.<Head, Instant>comparing(h -> h.record().at()).thenComparingInt(Head::rank));
  private int opened;

  TimeOrder(List<Segment> segments, Selection selection) {
    this.selection = selection;
    segments.stream()
        .filter(s -> s.oldest().isBefore(selection.to()))
        .filter(s -> !s.newest().isBefore(selection.from()))
        .sorted(Comparator.comparing(Segment::oldest))
        .forEach(unopened::add);
  }

  void feed(Consumer<PredictionRecord> sink) throws IOException {
    try {
      openDue();
      while (!heads.isEmpty()) {
        Head head = heads.remove();
        sink.accept(head.record());
        push(head.rank(), head.rest());
        openDue();
      }
    } finally {
      heads.forEach(head -> head.rest().close());
    }
  }

  private void openDue() throws IOException {
    while (!unopened.isEmpty()
        && (heads.isEmpty()
            || !unopened.getFirst().oldest().isAfter(heads.element().record().at()))) {
      push(opened++, unopened.removeFirst().select(selection));
    }
  }

  private void push(int rank, Segment.Records records) {
    if (records.hasNext()) {
      heads.add(new Head(records.next(), rank, records));
    } else {
      records.close();
    }
  }
}
