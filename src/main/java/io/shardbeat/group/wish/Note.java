package io.shardbeat.group.wish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who wanted something, when and why.
 *
 * @param who the id of the access key; empty where none was needed
 * @param at in Redis time; {@code null} when not known
 * @param why what the operator said; empty when not known
 */
public record Note(String who, @Nullable Instant at, String why) {
    public static final Note NONE = new Note("", null, "");

    /** Bounds what a group's hash holds: it is read by every pass. */
    public static final int LONGEST_WHY = 200;

    private static final int LONGEST_WHO = 128;

    public Note {
        if (who.length() > LONGEST_WHO) {
            throw new IllegalArgumentException("who wants something has at most " + LONGEST_WHO + " characters");
        }
        if (why.length() > LONGEST_WHY) {
            throw new IllegalArgumentException("a reason has at most " + LONGEST_WHY + " characters");
        }
    }
}
