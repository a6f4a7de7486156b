package io.shardbeat.redis.link;

import io.shardbeat.redis.format.Keys;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.ZModem;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which master serves which slot, as a node of the cluster said. Masters are told apart by their addresses, host:port. */
final class ClusterTopology {
    private static final int SLOTS = 16_384;

    private final @Nullable String[] masters = new String[SLOTS];

    private ClusterTopology() {}

    /**
     * @param slots the reply of {@code CLUSTER SLOTS}: ranges, each with its first and last slot, and its master first
     * @param asked the address of the node that was asked: a node may not know its own host
     */
    static ClusterTopology of(Response slots, String asked) {
        ClusterTopology topology = new ClusterTopology();
        for (Response range : slots) {
            Response master = range.get(2);
            String host = master.get(0) == null ? "" : master.get(0).toString();
            String address = host.isEmpty()
                    ? asked.substring(0, asked.lastIndexOf(':')) + ":" + master.get(1)
                    : address(host, master.get(1).toInteger());
            Arrays.fill(topology.masters, range.get(0).toInteger(), range.get(1).toInteger() + 1, address);
        }
        return topology;
    }

    static String address(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    static int slot(byte[] key) {
        return ZModem.generate(key);
    }

    /** {@code null} when no master serves the slot. */
    @Nullable String master(int slot) {
        return masters[slot];
    }

    Set<String> masters() {
        return Arrays.stream(masters).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** How many slots no master serves. */
    int unserved() {
        return (int) Arrays.stream(masters).filter(Objects::isNull).count();
    }

    /** The buckets whose slots the master serves. */
    List<Integer> buckets(String master) {
        return IntStream.range(0, Keys.BUCKETS)
                .filter(bucket -> master.equals(
                        masters[slot(Keys.sweep(bucket).getBytes(java.nio.charset.StandardCharsets.US_ASCII))]))
                .boxed()
                .toList();
    }
}
