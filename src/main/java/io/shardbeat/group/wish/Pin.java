package io.shardbeat.group.wish;

import io.shardbeat.assignment.MemberId;

/** The member that is to have a shard whenever it is alive and not drained. */
public record Pin(MemberId member, Note note) {}
