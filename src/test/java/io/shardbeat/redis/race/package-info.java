/** Several nodes do the same at once. */
@NullMarked
package io.shardbeat.redis.race;

import org.jspecify.annotations.NullMarked;
