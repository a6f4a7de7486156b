package io.shardbeat.coordinator.catalog;

/**
 * How much a call may create; what the catalog file declares is not limited.
 *
 * @param topics in a namespace
 * @param shardsOfTopic that take data, in a topic
 * @param shards that take data, in all topics of a namespace
 * @param everOfTopic in the life of a topic: splits and merges in turn make more and more that take none
 */
public record CatalogLimits(int topics, int shardsOfTopic, int shards, int everOfTopic) {
    public static final CatalogLimits NONE =
            new CatalogLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
