/// ONNX models, run by ONNX Runtime: [OnnxFormat].
@NullMarked
package dev.slipway.scoring.onnx;

import org.jspecify.annotations.NullMarked;
