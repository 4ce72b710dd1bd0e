package dev.slipway.scoring.catboost;

/// What a split asks: whether a column of the engine is greater than a border. CatBoost numbers all
/// questions of a model through.
record Question(int column, double border, boolean missingIsGreater) {}
