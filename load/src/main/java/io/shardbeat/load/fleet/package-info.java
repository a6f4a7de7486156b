/** Consumers that beat by schedule and behave like the official ones, and the faults that befall them. */
@NullMarked
package io.shardbeat.load.fleet;

import org.jspecify.annotations.NullMarked;
