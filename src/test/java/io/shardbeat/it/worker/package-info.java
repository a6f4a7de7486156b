/** Processes that work with an official library. */
@NullMarked
package io.shardbeat.it.worker;

import org.jspecify.annotations.NullMarked;
