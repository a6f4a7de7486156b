/**
 * Every interleaving in a world of two members, two shards and two nodes, up to a depth: the real planner over the real
 * rules of the store, with one loss, one crash and one delayed copy. Beside {@code simulation}, which goes deep at random.
 */
package io.shardbeat.smallworld;
