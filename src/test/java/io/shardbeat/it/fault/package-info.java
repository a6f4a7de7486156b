/** A fleet, what is done to it and to its servers, and what a judge saw. */
@NullMarked
package io.shardbeat.it.fault;

import org.jspecify.annotations.NullMarked;
