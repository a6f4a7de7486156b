/** Checkpoints: how far a group has got in each shard, and who may say so. Pure. */
@NullMarked
package io.shardbeat.coordinator.checkpoint;

import org.jspecify.annotations.NullMarked;
