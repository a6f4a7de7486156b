/** Changes about one shard. */
@NullMarked
package io.shardbeat.ctl.cli.change.shard;

import org.jspecify.annotations.NullMarked;
