/**
 * A deterministic simulation of whole fleets: the real planner over a model of the store, with simulated clients, nodes,
 * network and clocks, in one thread and virtual time. A seed decides everything, so a failure can be replayed.
 */
@NullMarked
package io.shardbeat.simulation;

import org.jspecify.annotations.NullMarked;
