/** Members that all subscribe to the same topics: the common case, and the fast one. Pure. */
@NullMarked
package io.shardbeat.assignment.even;

import org.jspecify.annotations.NullMarked;
