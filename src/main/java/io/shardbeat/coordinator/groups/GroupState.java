package io.shardbeat.coordinator.groups;

import java.util.Locale;

/** What a group is doing, the worst first: one that is in several of these is in the first of them. */
public enum GroupState {
    /** Passes leave it alone: what is stored of it cannot be read. */
    DAMAGED,
    /** The store lost writes: ownership is rebuilt from what members report. */
    REBUILDING,
    /** A hand-over takes longer than its limit. */
    STUCK,
    /** An operator wants it left as it is for a while. */
    PAUSED,
    /** Hand-overs are under way, members wait for a pass, or shards for a member. */
    MOVING,
    /** Nobody is there. */
    EMPTY,
    STABLE;

    /**
     * What a state is told by.
     *
     * @param stuck hand-overs that take longer than their limit
     * @param handOvers all hand-overs under way
     * @param waiting members that a pass has yet to look at, and shards that it has yet to give away. A listing does not
     *     read so much of a group, and says 0: that is over at the next pass in any case
     * @param members how many there are, alive or not
     */
    public record Signs(boolean rebuilding, boolean paused, int stuck, int handOvers, int waiting, int members) {}

    /** Of a group that can be read: listing, page and metric all ask here. */
    public static GroupState of(Signs signs) {
        if (signs.rebuilding()) {
            return REBUILDING;
        }
        // What is left of a count after its last hand-over is no sign.
        if (signs.stuck() > 0 && signs.handOvers() > 0) {
            return STUCK;
        }
        if (signs.paused()) {
            return PAUSED;
        }
        if (signs.handOvers() > 0) {
            return MOVING;
        }
        if (signs.members() == 0) {
            return EMPTY;
        }
        return signs.waiting() > 0 ? MOVING : STABLE;
    }

    /** As the API and the metrics spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
