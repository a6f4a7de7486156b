package io.shardbeat.metrics;

import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.heartbeat.Suspicion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** A line for each consumer name that two processes seem to use, and so many a minute at the most. */
final class DoubleWarnings {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.heartbeats");
    private static final int MOST_LINES = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Instant since = Instant.EPOCH;
    private int lines;

    DoubleWarnings(InstantSource clock) {
        this.clock = clock;
    }

    void log(Heartbeat beat, Suspicion why) {
        if (mayLog()) {
            LOG.warnf(
                    "group=%s member=%s: two processes seem to beat under this name and to work on the same shards: %s,"
                            + " the last of them from %s request=%s",
                    beat.group(),
                    beat.member(),
                    why == Suspicion.SENDERS_IN_TURN ? "two senders come in turn" : "two reports come in turn",
                    beat.sender().address().isEmpty()
                            ? "nobody knows where"
                            : beat.sender().address(),
                    beat.sender().request().get());
        }
    }

    synchronized boolean mayLog() {
        Instant now = clock.instant();
        if (!now.isBefore(since.plus(MINUTE))) {
            since = now;
            lines = 0;
        }
        return lines++ < MOST_LINES;
    }
}
