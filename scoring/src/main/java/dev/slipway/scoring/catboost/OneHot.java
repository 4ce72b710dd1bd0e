package dev.slipway.scoring.catboost;

/// The question whether a categorical feature has one certain value.
///
/// @param category the position among the categorical features
/// @param hash the low 32 bits of the value's [CityHash]
record OneHot(int category, int hash) {}
