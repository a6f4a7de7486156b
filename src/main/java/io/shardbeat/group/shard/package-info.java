/** One shard, one state machine: its states, its legal transitions, and their causes. Pure. */
@NullMarked
package io.shardbeat.group.shard;

import org.jspecify.annotations.NullMarked;
