package io.shardbeat.redis.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * How often this node itself has changed groups: what one of its connections read of a group before is old then, on every
 * event loop. Groups share counters, of which there are so many; what is counted of another group costs a look more.
 */
public final class GroupChanges {
    private static final int COUNTERS = 1 << 12;

    private final AtomicInteger[] counters =
            Stream.generate(AtomicInteger::new).limit(COUNTERS).toArray(AtomicInteger[]::new);

    /** @param key of the group's hash, {@code String} or {@code byte[]} */
    public AtomicInteger of(Object key) {
        byte[] bytes = key instanceof byte[] encoded ? encoded : key.toString().getBytes(StandardCharsets.UTF_8);
        return counters[Arrays.hashCode(bytes) & COUNTERS - 1];
    }

    /** Redis has answered, or will never: from here on nobody is answered by what was read before. */
    void ended(RedisCall call) {
        if (call.changesGroup && call.key != null) {
            of(call.key).incrementAndGet();
        }
    }
}
