/** A third dialect, to show that one is a package of its own. */
@NullMarked
package io.shardbeat.third;

import org.jspecify.annotations.NullMarked;
