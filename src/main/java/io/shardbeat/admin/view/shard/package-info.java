/** Shards as JSON. */
@NullMarked
package io.shardbeat.admin.view.shard;

import org.jspecify.annotations.NullMarked;
