/// ONNX models: [OnnxFormat] compiles the graphs of tabular models onto our own engines and leaves the rest
/// to ONNX Runtime.
@NullMarked
package dev.slipway.scoring.onnx;

import org.jspecify.annotations.NullMarked;
