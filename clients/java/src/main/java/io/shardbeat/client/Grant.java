package io.shardbeat.client;

import io.shardbeat.client.wire.Ticker;
import java.util.Map;

/**
 * An answer that lists what the member may hold.
 *
 * @param sentAt when the heartbeat was sent that it answers, in nanoseconds of the {@link Ticker}
 * @param tokens the shards, each with its fencing token
 */
record Grant(long sentAt, Map<Integer, Long> tokens) {}
