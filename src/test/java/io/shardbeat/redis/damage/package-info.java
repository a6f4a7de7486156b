/** Values that cannot be read, lists that are lost, a Redis that is full. */
@NullMarked
package io.shardbeat.redis.damage;

import org.jspecify.annotations.NullMarked;
