package io.shardbeat.group;

/**
 * The rules that keep a fleet's misfortunes from becoming worse through moving shards.
 *
 * @param handOver how long a hand-over may take
 * @param brake how many members may expire at a time
 * @param poison what becomes of shards whose holders die
 */
public record Safeguards(HandOverLimit handOver, SelfPreservation brake, PoisonGuard poison) {
    public static final Safeguards DEFAULT =
            new Safeguards(HandOverLimit.REPORTED, SelfPreservation.DEFAULT, PoisonGuard.OFF);
}
