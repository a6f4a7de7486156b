/** Topics, shards and names, as Redis holds them, and how groups are found by name. */
@NullMarked
package io.shardbeat.redis.catalog;

import org.jspecify.annotations.NullMarked;
