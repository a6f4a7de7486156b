/** SLS consumer groups: heartbeats, groups, checkpoints. */
@NullMarked
package io.shardbeat.sls.group;

import org.jspecify.annotations.NullMarked;
