/** The way to Redis: pipelined connections, the cluster's topology, scripts, and what a server must be to be used. */
@NullMarked
package io.shardbeat.redis.link;

import org.jspecify.annotations.NullMarked;
