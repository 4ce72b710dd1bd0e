/// What reading a request and writing a reply costs in each protocol: start from [RequestBenchmark].
@NullMarked
package dev.slipway.bench.codecs;

import org.jspecify.annotations.NullMarked;
