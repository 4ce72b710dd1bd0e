/// The data plane over gRPC, on the same port as HTTP: start at [GrpcRoutes].
///
/// A call of gRPC is a POST of HTTP/2 whose body is a row of messages, each after its length, and whose
/// trailers hold the status: <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.
@NullMarked
package dev.slipway.serving.grpc;

import org.jspecify.annotations.NullMarked;
