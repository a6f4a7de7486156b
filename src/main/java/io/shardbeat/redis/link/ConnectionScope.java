package io.shardbeat.redis.link;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt over one connection and must end with it: the server behind the next one may lack writes. Only touched
 * on the event loop of the connection.
 */
public final class ConnectionScope {
    private @Nullable Ending kept;

    /** What ends with a connection. */
    public interface Ending {
        void end();
    }

    /** The one thing that is kept, made when it is first asked for; there is one kind of it in a node. */
    public <T extends Ending> T keep(Class<T> type, Supplier<T> make) {
        if (kept == null) {
            kept = make.get();
        }
        return type.cast(kept);
    }

    void end() {
        if (kept != null) {
            kept.end();
        }
    }
}
