/// Compiles fitted scikit-learn estimators, read from a pickle, to scorers. [SklearnFormat] is the format;
/// `Transformers` and `Predictors` list the estimators, each read by a class of its family.
@NullMarked
package dev.slipway.scoring.sklearn;

import org.jspecify.annotations.NullMarked;
