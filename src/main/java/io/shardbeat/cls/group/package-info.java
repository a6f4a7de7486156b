/** CLS consumer groups: heartbeats, groups, offsets. */
@NullMarked
package io.shardbeat.cls.group;

import org.jspecify.annotations.NullMarked;
