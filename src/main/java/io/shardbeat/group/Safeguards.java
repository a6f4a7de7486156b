package io.shardbeat.group;

/**
 * The rules that keep a fleet's misfortunes from becoming worse through moving shards.
 *
 * @param handOver how long a hand-over may take
 */
public record Safeguards(HandOverLimit handOver) {
    public static final Safeguards DEFAULT = new Safeguards(HandOverLimit.REPORTED);
}
