package io.shardbeat.http.edge;

import io.shardbeat.config.ShardbeatConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all bodies that are not complete yet, of this node. Strangers have a half of it, so that they cannot keep
 * out who has shown a key.
 */
@Singleton
class BodyBudget {
    private final Share strangers;
    private final Share known;

    @Inject
    BodyBudget(ShardbeatConfig config) {
        this(config.http().bodiesUnderWay().asLongValue());
    }

    BodyBudget(long bytes) {
        strangers = new Share(bytes / 2);
        known = new Share(bytes - bytes / 2);
    }

    Share strangers() {
        return strangers;
    }

    Share known() {
        return known;
    }

    /** A part of the budget. */
    static final class Share {
        private final long bytes;
        private final AtomicLong taken = new AtomicLong();

        private Share(long bytes) {
            this.bytes = bytes;
        }

        /** Whether there was as much left; if so, it has to be given back. */
        boolean take(long more) {
            if (taken.addAndGet(more) <= bytes) {
                return true;
            }
            taken.addAndGet(-more);
            return false;
        }

        void giveBack(long less) {
            taken.addAndGet(-less);
        }

        long taken() {
            return taken.get();
        }
    }
}
