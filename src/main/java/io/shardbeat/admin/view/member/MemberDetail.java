package io.shardbeat.admin.view.member;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.shardbeat.admin.view.history.PassList;
import io.shardbeat.admin.view.shard.ShardView;
import java.util.List;

/**
 * One member, with its shards and its history.
 *
 * @param epoch the group's epoch when it was read
 * @param member as in a listing; its fields are this object's own
 * @param shards the first 1,000 that it holds or hands over
 * @param history the last decisions by which it lost or gained something
 */
public record MemberDetail(long epoch, @JsonUnwrapped MemberView member, List<ShardView> shards, PassList history) {}
