/// The plan that turns a table's raw columns into a model's numeric ones, the same in training and in
/// serving. Start at [FeaturePlan]:
///
/// ```
/// FeaturePlan plan = FeaturePlan.fit(train, FeatureSpec.defaults(train.schema(), columns), target)
///     .predicting(Output);                       // the classes, or the names of the values
/// float[] x = plan.matrix(train);                // row-major, plan.width() columns, NaN is missing
/// ...                                            // train on x with plan.names() as feature names
/// plan.write(folder);                            // features.json beside model.ubj
/// Scorer scorer = new ModelFiles().load(folder); // takes the raw columns
/// ```
@NullMarked
package dev.slipway.scoring.feature;

import org.jspecify.annotations.NullMarked;
