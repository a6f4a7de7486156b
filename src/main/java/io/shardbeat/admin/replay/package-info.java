/** A group as a planner sees it, as a file; and planning it again, without a server. */
@NullMarked
package io.shardbeat.admin.replay;

import org.jspecify.annotations.NullMarked;
