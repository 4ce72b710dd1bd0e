/// Protocol buffers as bytes, for the messages of gRPC: [MessageReader] reads them where they stand,
/// [MessageWriter] appends them to a reply.
@NullMarked
package dev.slipway.wire.protobuf;

import org.jspecify.annotations.NullMarked;
