/**
 * The store in Redis: key names, scripts, and the pipelined connections they run on.
 *
 * <p>Start at {@link io.shardbeat.redis.format.Keys} for the layout and at {@code src/main/resources/lua} for what happens
 * atomically.
 */
@NullMarked
package io.shardbeat.redis;

import org.jspecify.annotations.NullMarked;
