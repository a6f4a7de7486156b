/** A heartbeat is recorded and answered; what they say about their senders is watched. */
@NullMarked
package io.shardbeat.coordinator.heartbeat;

import org.jspecify.annotations.NullMarked;
