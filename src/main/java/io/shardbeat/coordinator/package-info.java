/** Use cases and the ports they need: heartbeats, passes, group and catalog commands. Knows no framework. */
@NullMarked
package io.shardbeat.coordinator;

import org.jspecify.annotations.NullMarked;
