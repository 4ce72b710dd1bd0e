package dev.slipway.core.input;

/// One thing wrong with one row that a caller sent.
///
/// @param row its position in the request, from 0
/// @param field the input it concerns, as the caller wrote it
/// @param value what was sent there, shortened, as JSON writes it; empty where nothing was
/// @param message what is wrong and what would be right
public record InputFault(int row, String field, Rule rule, String value, String message) {}
