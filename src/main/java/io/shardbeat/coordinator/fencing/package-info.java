/** What a sink asks before it takes a write: whether who writes still holds the shard. */
@NullMarked
package io.shardbeat.coordinator.fencing;

import org.jspecify.annotations.NullMarked;
