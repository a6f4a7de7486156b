/** What a run is to do: the fleet, its rhythm, the faults, and this machine's share of them. */
@NullMarked
package io.shardbeat.load.plan;

import org.jspecify.annotations.NullMarked;
