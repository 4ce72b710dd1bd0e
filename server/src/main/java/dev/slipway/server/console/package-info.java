/// The web console, rendered on the server: start at [ConsoleRoutes].
///
/// Each page is a class that reads the ports and gives a view, a record of text that is ready to show; the
/// template of the same name turns it into HTML. Templates are compiled into this package, so that views
/// stay private to it.
@NullMarked
package dev.slipway.server.console;

import org.jspecify.annotations.NullMarked;
