/// The command line, one class a command: [SlipwayCommand] lists them.
@NullMarked
package dev.slipway.app.cli;

import org.jspecify.annotations.NullMarked;
