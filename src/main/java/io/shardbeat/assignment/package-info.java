/** The pure assignor: which member should hold which shard. */
@NullMarked
package io.shardbeat.assignment;

import org.jspecify.annotations.NullMarked;
