package io.shardbeat.testkit.judge;

import java.time.Duration;
import java.util.SortedMap;

/**
 * What a group's users saw of a fault.
 *
 * @param errors failed heartbeats by code
 * @param longestUnanswered the longest time any member was without an answer that counts
 * @param longestIdle the longest time nobody worked on a shard
 * @param longestShared the longest time more than one worked on a shard
 * @param moved how many shards are worked on by somebody else than before
 */
public record Effects(
        SortedMap<String, Integer> errors,
        Duration longestUnanswered,
        Duration longestIdle,
        Duration longestShared,
        int moved) {}
