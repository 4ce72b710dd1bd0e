/// The demo: [Demo] is the whole journey, phase by phase.
@NullMarked
package dev.slipway.app.demo;

import org.jspecify.annotations.NullMarked;
