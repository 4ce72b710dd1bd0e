/// What an ONNX file says, read by our own code before anything else sees it: start at
/// [OnnxModel#read(byte[])]. What is not understood, lies about its size or points out of the file is
/// refused here.
@NullMarked
package dev.slipway.scoring.onnx.file;

import org.jspecify.annotations.NullMarked;
