/** Groups are made, changed, repaired and deleted. */
@NullMarked
package io.shardbeat.redis.directory;

import org.jspecify.annotations.NullMarked;
