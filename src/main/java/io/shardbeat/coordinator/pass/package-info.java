/** A pass over a group that is due: read, plan, commit. Failing groups are set apart. */
@NullMarked
package io.shardbeat.coordinator.pass;

import org.jspecify.annotations.NullMarked;
