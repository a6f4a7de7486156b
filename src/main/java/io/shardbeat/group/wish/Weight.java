package io.shardbeat.group.wish;

/** A member's share of the shards compared with others, from 1 to {@link #MOST}. */
public record Weight(int value, Note note) {
    public static final int MOST = 1_000;

    public Weight {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("a weight is from 1 to " + MOST + ", was " + value);
        }
    }
}
