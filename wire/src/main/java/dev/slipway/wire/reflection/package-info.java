/// What gRPC's server reflection tells of the services: start at [ProtoFiles].
@NullMarked
package dev.slipway.wire.reflection;

import org.jspecify.annotations.NullMarked;
