package io.shardbeat.group;

/**
 * The rules that keep a fleet's misfortunes from becoming worse through moving shards.
 *
 * @param handOver how long a hand-over may take
 * @param brake how many members may expire at a time
 */
public record Safeguards(HandOverLimit handOver, Brake brake) {
    public static final Safeguards DEFAULT = new Safeguards(HandOverLimit.REPORTED, Brake.DEFAULT);
}
