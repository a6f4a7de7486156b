/** How tests talk to a node */
@NullMarked
package io.shardbeat.it.client;

import org.jspecify.annotations.NullMarked;
