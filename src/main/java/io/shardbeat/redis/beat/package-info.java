/** Heartbeats: the steady ones without a script, and what all of a group need alike. */
@NullMarked
package io.shardbeat.redis.beat;

import org.jspecify.annotations.NullMarked;
