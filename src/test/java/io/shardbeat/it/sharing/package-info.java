/** Consumers of the official libraries share shards, on one node or several. */
@NullMarked
package io.shardbeat.it.sharing;

import org.jspecify.annotations.NullMarked;
