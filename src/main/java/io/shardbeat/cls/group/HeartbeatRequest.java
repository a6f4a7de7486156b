package io.shardbeat.cls.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.GroupId;

/**
 * The arguments of a heartbeat, checked.
 *
 * @param group the group beaten for
 * @param consumer who beats
 * @param report what it says it holds; a topic without partitions is one it subscribes to
 */
record HeartbeatRequest(GroupId group, MemberId consumer, ShardSet report) {}
