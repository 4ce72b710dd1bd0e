package dev.slipway.scoring.catboost;

/// A categorical feature. The model knows its values only by their hashes.
///
/// @param input the position among all inputs of the model
/// @param name empty where the model has none
record Category(int input, String name) {}
