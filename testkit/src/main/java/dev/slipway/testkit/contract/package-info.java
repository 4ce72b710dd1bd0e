/// What every implementation of a port of core must satisfy: extend the contract of the port, such as
/// [RegistryContract], and give it the implementation.
@NullMarked
package dev.slipway.testkit.contract;

import org.jspecify.annotations.NullMarked;
