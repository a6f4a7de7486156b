/** A node by itself */
@NullMarked
package io.shardbeat.it.node;

import org.jspecify.annotations.NullMarked;
