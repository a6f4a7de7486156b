package io.shardbeat.redis.beat;

import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.link.ConnectionScope;
import io.shardbeat.redis.link.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at a group's head for all leases of it that are written in one turn of the event loop: it is sent behind them,
 * over the same connection, so what it finds was so when they were written, or has changed since.
 */
final class HeadLook {
    private final SteadyView view;
    private final Link link;
    private final EncodedKeys keys;
    private final @Nullable ConnectionScope connection;
    private final List<Waiting> waiting = new ArrayList<>();

    HeadLook(SteadyView view, Link link, EncodedKeys keys) {
        this.view = view;
        this.link = link;
        this.keys = keys;
        connection = link.scope(keys.group());
    }

    /** Who has written a lease. */
    interface Waiting {
        /**
         * @param stands whether the group is as it was viewed
         * @param failure Redis did not say; {@code null} when it did
         */
        void looked(boolean stands, @Nullable Throwable failure);
    }

    void add(Waiting beat) {
        waiting.add(beat);
    }

    /** Over another connection than the leases it would say nothing: their slot may have moved since they were sent. */
    void send() {
        if (view.isTrue() && link.scope(keys.group()) == connection) {
            GroupStamp.read(link, keys, view::isTrue)
                    .whenComplete((now, failure) -> looked(failure == null && view.stands(now), failure));
        } else {
            looked(false, null);
        }
    }

    private void looked(boolean stands, @Nullable Throwable failure) {
        for (Waiting beat : waiting) {
            beat.looked(stands, failure);
        }
    }
}
