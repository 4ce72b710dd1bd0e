/// What the endpoints take and give, for programs (`/openapi.json`) and for people (`/docs`): start with
/// [DocsRoutes].
@NullMarked
package dev.slipway.serving.docs;

import org.jspecify.annotations.NullMarked;
