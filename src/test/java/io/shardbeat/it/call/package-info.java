/** Calls of both protocols and of operators, and what is refused. */
@NullMarked
package io.shardbeat.it.call;

import org.jspecify.annotations.NullMarked;
