/** The planner: a snapshot in, a plan out. Start at {@link io.shardbeat.group.plan.Planner}. Pure. */
@NullMarked
package io.shardbeat.group.plan;

import org.jspecify.annotations.NullMarked;
