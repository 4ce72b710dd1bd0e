package dev.slipway.core.prediction;

/// A prediction joined with its truth.
public record Outcome(PredictionRecord prediction, String label) {}
