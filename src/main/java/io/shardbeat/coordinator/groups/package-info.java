/** Consumer groups: made, changed, deleted, listed. */
@NullMarked
package io.shardbeat.coordinator.groups;

import org.jspecify.annotations.NullMarked;
