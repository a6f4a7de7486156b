/** A request from its head to its answer: judged, read, handed to a dialect or passed on, and answered. */
@NullMarked
package io.shardbeat.http.edge;

import org.jspecify.annotations.NullMarked;
