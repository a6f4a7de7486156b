/** Clients that mean harm, within bounds: a number of connections, ten turns a second each, as long as the run. */
@NullMarked
package io.shardbeat.load.hostile;

import org.jspecify.annotations.NullMarked;
