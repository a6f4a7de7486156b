package io.shardbeat.coordinator.catalog;

/**
 * A shard that somebody named; it need not exist.
 *
 * @param topic the topic's id
 * @param number the shard's number
 */
public record TopicShard(String topic, int number) {}
