/// What a model is once its file is forgotten: [Engine], numbers in and numbers out, with a [Link] behind
/// it. Start at [Engine].
@NullMarked
package dev.slipway.scoring.engine;

import org.jspecify.annotations.NullMarked;
