package io.shardbeat.coordinator.fencing;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.List;
import java.util.function.Function;

/**
 * The tokens of an answer's shards. Each is the epoch of the answer: it is not below that at which the shard was granted,
 * and below that of whoever is granted the shard later, since every commit raises it. So a token costs the store nothing.
 */
public final class FencingTokens {
    /** The header of a heartbeat's answer whose grant is not what the heartbeat reported. */
    public static final String HEADER = "x-shardbeat-tokens";

    /** With longer topics than most, a header of 64 is about 4 KB, half of what clients take. */
    private static final int MOST_SHARDS = 64;

    private static final int MOST_CHARACTERS = 4_000;
    private static final String ALL = "*=";

    private FencingTokens() {}

    /**
     * {@code topic/0=epoch,topic/1=epoch}; {@code *=epoch}, for each shard of the answer, where they are too many, or the
     * stored grant cannot be read.
     *
     * @param grant as it is stored: a long one is not worth reading
     * @param read reads it, or throws {@link IllegalStateException}
     */
    public static String of(byte[] grant, Function<byte[], ShardSet> read, long epoch) {
        if (grant.length > MOST_CHARACTERS) {
            return ALL + epoch;
        }
        try {
            return of(read.apply(grant), epoch);
        } catch (IllegalStateException unreadable) {
            return ALL + epoch;
        }
    }

    static String of(ShardSet grant, long epoch) {
        if (grant.size() > MOST_SHARDS) {
            return ALL + epoch;
        }
        List<ShardId> shards = grant.shards();
        StringBuilder tokens = new StringBuilder();
        for (ShardId shard : shards) {
            tokens.append(tokens.length() == 0 ? "" : ",")
                    .append(shard)
                    .append('=')
                    .append(epoch);
        }
        return tokens.length() > MOST_CHARACTERS ? ALL + epoch : tokens.toString();
    }
}
