package io.shardbeat.coordinator.groups;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How all groups together fared lately, as far as this node has seen them: when it counts for all, or when somebody
 * watches the fleet through it. Kept in memory, for an hour.
 */
public final class FleetTrend {
    private static final int MOST = 240;
    private static final long STEP_MILLIS = 15_000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * All groups at one time.
     *
     * @param unwell groups that are damaged, rebuilding or stuck
     */
    public record Sample(long atMillis, int groups, int unwell, int members, int handOvers) {}

    /** Kept when the last one is old enough. */
    public synchronized void note(Sample sample) {
        Sample last = samples.peekLast();
        // A second less: who counts every 15 s does not do so to the millisecond.
        if (last != null && sample.atMillis() - last.atMillis() < STEP_MILLIS - 1_000) {
            return;
        }
        samples.addLast(sample);
        while (samples.size() > MOST) {
            samples.removeFirst();
        }
    }

    /** The earliest first. */
    public synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    public static boolean isUnwell(GroupState state) {
        return state == GroupState.DAMAGED || state == GroupState.REBUILDING || state == GroupState.STUCK;
    }
}
