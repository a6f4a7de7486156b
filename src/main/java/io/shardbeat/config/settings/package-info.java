/** The settings of {@code shardbeat.*} by topic: unit, default, bounds and reason of each. */
@NullMarked
package io.shardbeat.config.settings;

import org.jspecify.annotations.NullMarked;
