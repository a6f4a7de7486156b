/** What would happen if operators wanted something else: the planner's own answer, and nothing done. */
@NullMarked
package io.shardbeat.coordinator.plan;

import org.jspecify.annotations.NullMarked;
