package io.shardbeat.http.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/**
 * How many connections the process has file descriptors for. Some are left free: where there are none, Redis cannot be
 * reached again, and a class that was not needed until then cannot be loaded any more, nor later on.
 */
final class Descriptors {
    private static final Logger LOG = Logger.getLogger(Descriptors.class);

    /** Redis, log services, class files, and whatever is accepted only to be closed. */
    private static final int LEFT_FREE = 96;

    /** Below this a node serves nobody. */
    private static final int LEAST = 16;

    private final int wanted;
    private final int others;
    private int connections;

    /**
     * @param wanted the limit by the settings
     * @param others how many connections are not counted, but may come
     */
    Descriptors(int wanted, int others) {
        this.wanted = wanted;
        this.others = others;
    }

    /** Worked out at the first connection: then the node has opened what it needs. */
    synchronized int connections() {
        if (connections == 0) {
            connections = room();
        }
        return connections;
    }

    private int room() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return wanted;
        }
        long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - others - LEFT_FREE;
        int room = (int) Math.max(LEAST, Math.min(wanted, free));
        if (room < wanted) {
            LOG.warnf(
                    "only %d connections instead of %d: the process may open no more than %d files",
                    room, wanted, system.getMaxFileDescriptorCount());
        }
        return room;
    }
}
