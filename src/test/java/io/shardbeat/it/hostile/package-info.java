/** Strangers and tenants do harm; consumers beside them do not notice. */
@NullMarked
package io.shardbeat.it.hostile;

import org.jspecify.annotations.NullMarked;
