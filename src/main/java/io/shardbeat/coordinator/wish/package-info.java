/** What operators ask of a group: noted beside it, and carried out by passes. */
@NullMarked
package io.shardbeat.coordinator.wish;

import org.jspecify.annotations.NullMarked;
