package io.shardbeat.redis.group;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of groups this node holds while it reads them. A group that is too big by itself is damaged; where many
 * big ones come together, some wait for the next time they are due. Small ones always go.
 */
final class ReadBudget {
    /** Of every group, for which nobody waits. */
    private static final long SMALL_BYTES = 256 * 1024;

    private final long mostOfGroup;
    private final long mostOfAll;
    private final AtomicLong held = new AtomicLong();

    ReadBudget(long mostOfGroup) {
        this.mostOfGroup = mostOfGroup;
        this.mostOfAll = 2 * mostOfGroup;
    }

    Share share(String group) {
        return new Share(group);
    }

    /** What one read holds. */
    final class Share {
        private final String group;
        private long read;
        private boolean over;

        private Share(String group) {
            this.group = group;
        }

        /** So many bytes more have come; ends the read when they are too many. */
        synchronized void take(long bytes) {
            if (over) {
                return;
            }
            read += bytes;
            boolean tooMany = held.addAndGet(bytes) > mostOfAll;
            if (read > mostOfGroup) {
                throw new StoreUnavailableException(
                        Reason.DAMAGED,
                        "the records of " + group + " have more than " + mostOfGroup
                                + " bytes, see shardbeat.quota.group-bytes");
            }
            if (tooMany && read > SMALL_BYTES) {
                throw new StoreUnavailableException(
                        Reason.OVERLOADED, "too many big groups are being read, " + group + " waits");
            }
        }

        /** The read is over. */
        synchronized void release() {
            over = true;
            held.addAndGet(-read);
            read = 0;
        }
    }
}
