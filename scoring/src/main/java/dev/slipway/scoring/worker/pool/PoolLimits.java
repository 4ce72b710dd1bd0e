package dev.slipway.scoring.worker.pool;

import java.time.Duration;

/// How much a pool of workers takes on.
///
/// @param workers how many processes answer
/// @param timeout how long a request may wait and compute together; a worker that is not done then is killed
/// @param queue most requests that wait for a worker; more are refused
/// @param batchRows most rows that go to a worker together, from requests that waited at the same time; 1
///     for never together. A request with more rows goes alone and whole.
/// @param recycleBytes a worker that occupies more is replaced, between two requests; 0 for never
/// @param recycleRequests a worker is replaced after so many; 0 for never
/// @param drain how long a closing pool waits for the requests under way
public record PoolLimits(
    int workers,
    Duration timeout,
    int queue,
    int batchRows,
    long recycleBytes,
    long recycleRequests,
    Duration drain) {

  public static PoolLimits of(int workers, Duration timeout) {
    return new PoolLimits(workers, timeout, 256, 1024, 0, 0, Duration.ofSeconds(10));
  }

  public PoolLimits withQueue(int queue) {
    return new PoolLimits(workers, timeout, queue, batchRows, recycleBytes, recycleRequests, drain);
  }

  public PoolLimits withBatchRows(int batchRows) {
    return new PoolLimits(workers, timeout, queue, batchRows, recycleBytes, recycleRequests, drain);
  }

  public PoolLimits recycledAfter(long bytes, long requests) {
    return new PoolLimits(workers, timeout, queue, batchRows, bytes, requests, drain);
  }
}
