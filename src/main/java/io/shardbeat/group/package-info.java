/** A consumer group: members, leases, hand-overs, and the planner that turns a snapshot into a plan. Pure. */
@NullMarked
package io.shardbeat.group;

import org.jspecify.annotations.NullMarked;
