/** The default Redis: a real redis-server that a node without a Redis setting starts for itself. */
@NullMarked
package io.shardbeat.embedded;

import org.jspecify.annotations.NullMarked;
