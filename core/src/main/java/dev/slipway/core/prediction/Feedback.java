package dev.slipway.core.prediction;

import java.time.Instant;

/// The truth about a prediction, arriving later.
///
/// @param label the class, or the number as text
public record Feedback(String predictionId, String label, Instant at) {}
