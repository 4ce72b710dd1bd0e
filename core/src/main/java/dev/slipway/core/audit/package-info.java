/// The change log of everything that was decided: start at [AuditLog].
@NullMarked
package dev.slipway.core.audit;

import org.jspecify.annotations.NullMarked;
