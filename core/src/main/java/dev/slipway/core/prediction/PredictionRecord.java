package dev.slipway.core.prediction;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One prediction as it was answered, or the failure to answer.
///
/// @param id the prediction id that the caller got; feedback refers to it
/// @param inputs one cell for each signature input: `Double`, `String`, null, or [Withheld]; none at all for a row
///     that was not valid and for one whose inputs were not sampled
/// @param scores as the scorer wrote them; empty for a failure
/// @param error the error code of a request that failed, else empty
public record PredictionRecord(
    String id,
    Instant at,
    String endpoint,
    Environment environment,
    VersionId version,
    Variant.Role role,
    List<@Nullable Object> inputs,
    double[] scores,
    long nanos,
    List<String> flags,
    Optional<String> error) {}
