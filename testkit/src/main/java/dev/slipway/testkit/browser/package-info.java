/// Pages in a real browser: [Chromium].
@NullMarked
package dev.slipway.testkit.browser;

import org.jspecify.annotations.NullMarked;
