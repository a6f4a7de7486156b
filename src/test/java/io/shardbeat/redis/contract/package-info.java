/** The store's contracts, kept by Redis and by a cluster of them. */
@NullMarked
package io.shardbeat.redis.contract;

import org.jspecify.annotations.NullMarked;
