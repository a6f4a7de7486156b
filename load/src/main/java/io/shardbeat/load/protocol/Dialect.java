package io.shardbeat.load.protocol;

import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Protocol;
import io.shardbeat.load.plan.Shards;
import org.jspecify.annotations.Nullable;

/** One protocol towards one group: whole requests as bytes, and what responses mean. One thread at a time. */
public interface Dialect {
    byte[] create();

    /** As {@link #create}, for a group that is there. */
    byte[] update();

    byte[] delete();

    /** @param userAgent what the consumer calls itself; empty to say nothing */
    Beats beats(String consumer, String userAgent);

    default Beats beats(String consumer) {
        return beats(consumer, "");
    }

    Answer read(Reply reply);

    /** The heartbeats of one consumer. */
    interface Beats {
        byte[] beat(Shards report);
    }

    /** @param key what to sign with; {@code null} to send unsigned requests */
    static Dialect of(GroupSpec group, @Nullable AccessKey key, SlsSigning slsSigning) {
        return group.protocol() == Protocol.SLS ? new SlsDialect(group, key, slsSigning) : new ClsDialect(group, key);
    }
}
