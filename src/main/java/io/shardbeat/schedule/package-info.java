/** What runs by the clock: the rebalancer's ticks. */
@NullMarked
package io.shardbeat.schedule;

import org.jspecify.annotations.NullMarked;
