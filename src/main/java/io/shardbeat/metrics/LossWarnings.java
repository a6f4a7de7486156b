package io.shardbeat.metrics;

import io.shardbeat.coordinator.StoreListener.Extent;
import io.shardbeat.coordinator.groups.LossMemory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Says in the log what Redis has lost and what to do about it; bucket by bucket it would drown itself. */
@Singleton
class LossWarnings {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.store");
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final LossMemory memory;
    private final Pace everything;
    private final Pace lastWrites;

    LossWarnings(InstantSource clock, LossMemory memory) {
        this.clock = clock;
        this.memory = memory;
        everything = new Pace(clock, QUIET);
        lastWrites = new Pace(clock, QUIET);
    }

    static String word(Extent extent) {
        return extent.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void note(Extent extent, int buckets) {
        memory.note(extent, clock.instant());
        if (extent == Extent.EVERYTHING) {
            everything
                    .mayBeSaid()
                    .ifPresent(
                            before -> LOG.warn("Redis has lost everything: groups, members, checkpoints. Who holds what"
                                    + " is rebuilt from reports for one session timeout. To do: create again the groups that no"
                                    + " catalog file declares, and set checkpoints from what consumers know; see \"Disasters\" in"
                                    + " docs/operations.md"));
        } else {
            lastWrites
                    .mayBeSaid()
                    .ifPresent(before -> LOG.warnf(
                            "Redis was started anew or failed over, and may lack its last writes (%d of 128 buckets). Who"
                                    + " holds what is rebuilt from reports for one session timeout. To do: look whether"
                                    + " checkpoints have gone back; nothing else is needed",
                            buckets));
        }
    }
}
