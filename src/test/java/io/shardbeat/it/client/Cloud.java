package io.shardbeat.it.client;

import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.process.Cluster;
import java.util.Collection;
import java.util.Set;

/** One cloud's consumer groups over eight shards, as its official client sees them. */
public interface Cloud {
    default void create(String group, int timeoutSeconds) throws Exception {
        createAt(Cluster.first(), group, timeoutSeconds);
    }

    void createAt(Endpoint node, String group, int timeoutSeconds) throws Exception;

    void update(String group, int timeoutSeconds) throws Exception;

    void delete(String group) throws Exception;

    /** The timeout of a group as it is listed, or -1 when it is not listed. */
    int listedTimeout(String group) throws Exception;

    /** What a consumer calls itself from now on, where its client lets it. */
    default void calls(String consumer, String userAgent) {}

    /** One heartbeat by way of this node. */
    Grant beat(Endpoint node, String group, String consumer, Collection<Integer> report) throws Exception;

    /** Says that the consumer has got so far in a shard. */
    void commit(Endpoint node, String group, String consumer, int shard, long offset) throws Exception;

    /** How far the group has got in a shard, or -1 when nobody said. */
    long committed(Endpoint node, String group, int shard) throws Exception;

    /** The code of the error that a client threw. */
    String codeOf(Throwable failure);

    /** The topic that its shards belong to. */
    String topic();

    /** What the consumer may hold now. */
    record Grant(Set<Integer> shards, long epoch) {}
}
