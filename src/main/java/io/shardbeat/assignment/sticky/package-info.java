/** The assignor: splits a problem into those that the other packages solve. Pure. */
@NullMarked
package io.shardbeat.assignment.sticky;

import org.jspecify.annotations.NullMarked;
