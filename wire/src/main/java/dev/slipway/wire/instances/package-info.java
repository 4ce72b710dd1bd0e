/// The form that KServe's protocol V1 and Vertex AI share: start at [InstancesRequest].
@NullMarked
package dev.slipway.wire.instances;

import org.jspecify.annotations.NullMarked;
