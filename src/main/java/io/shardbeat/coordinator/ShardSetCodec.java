package io.shardbeat.coordinator;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.GroupId;

/**
 * How a dialect writes a set of shards. Reports and grants are stored in these very bytes, so that a heartbeat's answer
 * is returned as it is kept. Each dialect brings one.
 */
public interface ShardSetCodec {
    /** The dialect whose groups it serves, for example {@code sls}. */
    String dialect();

    /** Whether the topics that a report names are all that its member consumes; if not, that is all topics of its group. */
    default boolean reportsSubscribe() {
        return true;
    }

    /** The canonical form: equal sets give equal bytes. */
    byte[] encode(GroupId group, ShardSet shards);

    /** The reverse; only ever given what {@link #encode} gave, by this or an earlier version. */
    ShardSet decode(GroupId group, byte[] bytes);
}
