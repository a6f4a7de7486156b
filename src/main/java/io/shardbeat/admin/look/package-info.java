/** What operators may see: groups, members, shards, histories, nodes, and proofs for sinks. */
@NullMarked
package io.shardbeat.admin.look;

import org.jspecify.annotations.NullMarked;
