/// Tables in memory and what is known of them: start at [Table] and [DataVersion].
@NullMarked
package dev.slipway.core.table;

import org.jspecify.annotations.NullMarked;
