/** Requests to a node's admin API, and what may come of them. */
@NullMarked
package io.shardbeat.ctl.api;

import org.jspecify.annotations.NullMarked;
