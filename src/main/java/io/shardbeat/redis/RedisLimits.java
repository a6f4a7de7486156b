package io.shardbeat.redis;

import java.time.Duration;

/**
 * @param timeout a command without an answer for this long has failed
 * @param maxInFlight commands under way per event loop beyond which more are refused
 */
record RedisLimits(Duration timeout, int maxInFlight) {}
