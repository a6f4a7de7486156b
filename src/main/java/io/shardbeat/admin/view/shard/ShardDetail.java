package io.shardbeat.admin.view.shard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.shardbeat.admin.view.history.PassList;

/**
 * One shard, and why it is where it is.
 *
 * @param epoch the group's epoch when it was read
 * @param row as in a listing, but looked for in more of the history
 * @param history the last decisions about it
 */
public record ShardDetail(long epoch, @JsonUnwrapped ShardRow row, PassList history) {}
