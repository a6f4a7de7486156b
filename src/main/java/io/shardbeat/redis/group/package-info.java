/** Groups as a pass reads and writes them, their due index, checkpoints, and what operators look at. */
@NullMarked
package io.shardbeat.redis.group;

import org.jspecify.annotations.NullMarked;
