/// ONNX graphs of tabular models on our own engines: [Program#compile] turns a graph that a converter of
/// scikit-learn, XGBoost or LightGBM wrote into a list of kernels, and says which operator stands in the
/// way where it cannot. The arithmetic is that of ONNX Runtime: float32 after every operator.
@NullMarked
package dev.slipway.scoring.onnx.kernel;

import org.jspecify.annotations.NullMarked;
