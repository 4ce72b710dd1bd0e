package dev.slipway.scoring.worker.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The jobs that wait for a worker, in their order. Guarded by the pool's lock.
final class JobQueue {
  private final ArrayDeque<Job> jobs = new ArrayDeque<>();
  private final int batchRows;

  JobQueue(int batchRows) {
    this.batchRows = batchRows;
  }

  int size() {
    return jobs.size();
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  void add(Job job) {
    jobs.addLast(job);
  }

  /// Puts jobs whose worker died before all others.
  void putBack(List<Job> again) {
    again.reversed().forEach(jobs::addFirst);
  }

  /// Takes a job back; false if a worker has it, or had it.
  boolean remove(Job job) {
    return jobs.remove(job);
  }

  /// The first job, and those right behind it that may go with it; none of an empty queue.
  List<Job> takeBatch() {
    List<Job> batch = new ArrayList<>();
    int rows = 0;
    while (!jobs.isEmpty()) {
      Job next = jobs.getFirst();
      rows += next.rows().size();
      if (!batch.isEmpty() && (rows > batchRows || !batch.getFirst().mayGoWith(next))) {
        break;
      }
      batch.add(jobs.removeFirst());
    }
    return batch;
  }

  List<Job> takeAll() {
    List<Job> all = List.copyOf(jobs);
    jobs.clear();
    return all;
  }
}
