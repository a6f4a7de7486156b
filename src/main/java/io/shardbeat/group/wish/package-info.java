/** What operators want of a group; passes carry it out. Pure. */
@NullMarked
package io.shardbeat.group.wish;

import org.jspecify.annotations.NullMarked;
