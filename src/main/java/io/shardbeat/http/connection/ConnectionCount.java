package io.shardbeat.http.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** How many connections there are, and may be. */
final class ConnectionCount {
    private final IntSupplier most;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param most asked at each connection, since what there is room for is known only once the node has started */
    ConnectionCount(IntSupplier most) {
        this.most = most;
    }

    /** Whether there is room for one more, which then has to be given back. */
    boolean take() {
        if (taken.incrementAndGet() <= most.getAsInt()) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void giveBack() {
        taken.decrementAndGet();
    }
}
